/** Honest life in bulk, on a clock that runs as fast as it can be followed. */
@NullMarked
package dev.sigwatch.simulator.life;

import org.jspecify.annotations.NullMarked;
