package dev.sigwatch.audit.stream;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What ingest counted on one stream since it last said so: a delta, written in the same transaction as the frames it counts.
 * Summed over a host, {@code received = forwarded + filtered}, and {@code forwarded} is the number of frames in Kafka.
 *
 * @param host the stream's host
 * @param minute the minute the frames arrived in, microseconds since the epoch
 * @param received frames received
 * @param forwarded frames written to Kafka
 * @param filtered frames left out, by reason
 * @param reconnects connections made after the first
 * @param seqGaps jumps in the sequence of more than one; a gap proves nothing
 * @param lastSeq highest sequence number seen, -1 for none
 * @param lagMicros our clock minus the newest frame's own time, microseconds; 0 where unknown
 */
public record StreamCounts(
        String host,
        long minute,
        long received,
        long forwarded,
        Map<String, Long> filtered,
        long reconnects,
        long seqGaps,
        long lastSeq,
        long lagMicros) {

    /** Headers of the Kafka record, name to bytes; its key is the host, its value empty. */
    public Map<String, byte[]> headers() {
        String reasons = new TreeMap<>(filtered)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
        return new Headers()
                .text("host", host)
                .number("minute", minute)
                .number("received", received)
                .number("forwarded", forwarded)
                .text("filtered", reasons)
                .number("reconnects", reconnects)
                .number("seq_gaps", seqGaps)
                .number("last_seq", lastSeq)
                .number("lag_micros", lagMicros)
                .toMap();
    }

    /**
     * Rebuilds counts from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by ingest
     */
    public static StreamCounts fromRecord(Function<String, byte @Nullable []> headers) {
        Map<String, Long> filtered = new TreeMap<>();
        for (String entry : Headers.text(headers, "filtered").split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                filtered.put(entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)));
            }
        }
        return new StreamCounts(
                Headers.text(headers, "host"),
                Headers.number(headers, "minute"),
                Headers.number(headers, "received"),
                Headers.number(headers, "forwarded"),
                filtered,
                Headers.number(headers, "reconnects"),
                Headers.number(headers, "seq_gaps"),
                Headers.number(headers, "last_seq"),
                Headers.number(headers, "lag_micros"));
    }
}
