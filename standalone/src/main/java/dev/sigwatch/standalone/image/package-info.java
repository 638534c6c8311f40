/**
 * What is known of an image and of who published it, told to somebody who has never seen ATProto. Pure: what was read from the
 * database goes in, lines come out.
 */
@NullMarked
package dev.sigwatch.standalone.image;

import org.jspecify.annotations.NullMarked;
