/** atproto. */
@NullMarked
package dev.sigwatch.atproto;

import org.jspecify.annotations.NullMarked;
