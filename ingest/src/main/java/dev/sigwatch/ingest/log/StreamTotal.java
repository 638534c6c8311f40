package dev.sigwatch.ingest.log;

import java.util.Map;

/**
 * What was counted on one stream since the process started, in transactions that were committed.
 *
 * @param host the stream's host, or {@link #OTHER}
 * @param forwarded frames written to Kafka
 * @param filtered frames left out, by reason; every reason is there
 * @param reconnects connections made after the first
 * @param seqGaps jumps in the sequence of more than one
 */
public record StreamTotal(String host, long forwarded, Map<String, Long> filtered, long reconnects, long seqGaps) {
    /** Stands for all hosts beyond those that are counted each. */
    public static final String OTHER = "other";
}
