/**
 * The simulated network itself, without sockets: accounts with real keys, repositories with real trees, frames with real
 * signatures, a directory's answers, and named ways to get each of them wrong.
 *
 * <p>Everything is drawn from a seed and a clock given by the caller, so equal seeds under an equal clock give equal bytes.
 *
 * @see <a href="https://atproto.com/specs/sync">Synchronization specification</a>
 */
@NullMarked
package dev.sigwatch.simulator.network;

import org.jspecify.annotations.NullMarked;
