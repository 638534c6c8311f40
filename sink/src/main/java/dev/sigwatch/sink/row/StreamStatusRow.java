package dev.sigwatch.sink.row;

import java.util.Map;

/**
 * A row of {@code stream_status_deltas}: what ingest counted on one stream since it last said so. Components are the table's
 * columns, in order; the view {@code stream_status} adds them up per host and minute.
 *
 * @param host the stream
 * @param minute the minute the frames arrived in, microseconds since the epoch
 * @param received frames received
 * @param forwarded frames written to Kafka
 * @param filtered frames left out, by reason
 * @param reconnects connections made after the first
 * @param seqGaps jumps in the sequence
 * @param lastSeq highest sequence number seen, -1 for none
 * @param lagMicros our clock minus the newest frame's own time; 0 where unknown
 * @param recordedAt when ingest wrote the delta (the Kafka record's time), microseconds since the epoch
 */
public record StreamStatusRow(
        String host,
        long minute,
        long received,
        long forwarded,
        Map<String, Long> filtered,
        long reconnects,
        long seqGaps,
        long lastSeq,
        long lagMicros,
        long recordedAt) {

    static void encode(StreamStatusRow row, RowBinary out) {
        out.text(row.host)
                .time(row.minute)
                .int64(row.received)
                .int64(row.forwarded)
                .counts(row.filtered)
                .int64(row.reconnects)
                .int64(row.seqGaps)
                .int64(row.lastSeq)
                .int64(row.lagMicros)
                .time(row.recordedAt);
    }
}
