/** simulator. */
@NullMarked
package dev.sigwatch.simulator;

import org.jspecify.annotations.NullMarked;
