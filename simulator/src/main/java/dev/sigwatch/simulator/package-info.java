/**
 * A small seeded network that signs real commits and misbehaves in named ways, for tests, the demo and load.
 *
 * <p>The rooms, arrows going down only: {@code simulator → server → network}. The command of its own gives load from a process of
 * its own.
 */
@NullMarked
package dev.sigwatch.simulator;

import org.jspecify.annotations.NullMarked;
