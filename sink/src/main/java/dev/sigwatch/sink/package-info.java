/** sink. */
@NullMarked
package dev.sigwatch.sink;

import org.jspecify.annotations.NullMarked;
