/** standalone. */
@NullMarked
package dev.sigwatch.standalone;

import org.jspecify.annotations.NullMarked;
