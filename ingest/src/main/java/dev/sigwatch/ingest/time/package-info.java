/**
 * Telling time in the streams' unit, and how long to wait before another try.
 *
 * <p>Everything here takes its clock and its randomness as a parameter.
 */
@NullMarked
package dev.sigwatch.ingest.time;

import org.jspecify.annotations.NullMarked;
