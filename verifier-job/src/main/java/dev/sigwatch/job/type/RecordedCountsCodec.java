package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.value.RecordedCounts;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What ingest counted. */
final class RecordedCountsCodec implements Codec<RecordedCounts> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "recorded-counts";
    }

    @Override
    public Class<RecordedCounts> type() {
        return RecordedCounts.class;
    }

    @Override
    public void write(RecordedCounts recorded, DataOutputView out) throws IOException {
        StreamCounts counts = recorded.counts();
        Wire.text(counts.host(), out);
        out.writeLong(counts.minute());
        out.writeLong(counts.received());
        out.writeLong(counts.forwarded());
        out.writeInt(counts.filtered().size());
        for (Map.Entry<String, Long> reason : counts.filtered().entrySet()) {
            Wire.text(reason.getKey(), out);
            out.writeLong(reason.getValue());
        }
        out.writeLong(counts.reconnects());
        out.writeLong(counts.seqGaps());
        out.writeLong(counts.lastSeq());
        out.writeLong(counts.lagMicros());
        out.writeLong(recorded.recordedAt());
    }

    @Override
    public RecordedCounts read(int version, DataInputView in) throws IOException {
        StreamCounts counts = new StreamCounts(
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                reasons(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
        return new RecordedCounts(counts, in.readLong());
    }

    private static Map<String, Long> reasons(DataInputView in) throws IOException {
        Map<String, Long> filtered = new TreeMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            filtered.put(Wire.text(in), in.readLong());
        }
        return filtered;
    }
}
