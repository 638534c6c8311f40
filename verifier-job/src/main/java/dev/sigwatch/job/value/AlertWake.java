package dev.sigwatch.job.value;

/**
 * When time alone is to be taken into account for a DID.
 *
 * @param wakeAt on the clock of its signals, microseconds since the epoch
 * @param firesAt on the task's clock, milliseconds since the epoch
 */
public record AlertWake(long wakeAt, long firesAt) {}
