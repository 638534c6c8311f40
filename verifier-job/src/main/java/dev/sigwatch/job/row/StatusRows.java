package dev.sigwatch.job.row;

import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.sink.row.StreamStatusRow;
import dev.sigwatch.sink.row.Table;

/** The row of what ingest counted. */
public final class StatusRows implements RowMapping<RecordedCounts> {
    private static final long serialVersionUID = 1L;

    @Override
    public void rows(RecordedCounts recorded, RowOutput out) {
        StreamCounts counts = recorded.counts();
        out.add(
                Table.STREAM_STATUS,
                new StreamStatusRow(
                        counts.host(),
                        counts.minute(),
                        counts.received(),
                        counts.forwarded(),
                        counts.filtered(),
                        counts.reconnects(),
                        counts.seqGaps(),
                        counts.lastSeq(),
                        counts.lagMicros(),
                        recorded.recordedAt()));
    }
}
