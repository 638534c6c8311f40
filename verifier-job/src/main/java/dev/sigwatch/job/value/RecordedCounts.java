package dev.sigwatch.job.value;

import dev.sigwatch.audit.stream.StreamCounts;

/**
 * What ingest counted, and when it said so.
 *
 * @param recordedAt microseconds since the epoch, ingest's clock
 */
public record RecordedCounts(StreamCounts counts, long recordedAt) {}
