package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.KnownRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A registry record as last shown. */
final class KnownRecordCodec implements Codec<KnownRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "known-record";
    }

    @Override
    public Class<KnownRecord> type() {
        return KnownRecord.class;
    }

    @Override
    public void write(KnownRecord record, DataOutputView out) throws IOException {
        Wire.text(record.cid(), out);
        out.writeLong(record.exportedAt());
    }

    @Override
    public KnownRecord read(int version, DataInputView in) throws IOException {
        return new KnownRecord(Wire.text(in), in.readLong());
    }
}
