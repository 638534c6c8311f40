package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.KnownRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A registry record as last shown. Version 1 told its CID only. */
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
    public int version() {
        return 2;
    }

    @Override
    public void write(KnownRecord record, DataOutputView out) throws IOException {
        Wire.text(record.cid(), out);
        out.writeLong(record.exportedAt());
        Wire.text(record.rev(), out);
        out.writeBoolean(record.disowned());
        Wire.text(record.repository(), out);
        Wire.text(record.tag(), out);
        Wire.text(record.digest(), out);
        Wire.list(record.pointed(), out, (pointed, to) -> {
            Wire.text(pointed.digest(), to);
            Wire.text(pointed.rev(), to);
        });
        Wire.text(record.mark(), out);
        Wire.text(record.holdDid(), out);
        Wire.text(record.mediaType(), out);
        out.writeLong(record.size());
    }

    @Override
    public KnownRecord read(int version, DataInputView in) throws IOException {
        String cid = Wire.text(in);
        long exportedAt = in.readLong();
        if (version == 1) {
            return new KnownRecord(cid, exportedAt, "", false, "", "", "", List.of(), "", "", "", -1);
        }
        return new KnownRecord(
                cid,
                exportedAt,
                Wire.text(in),
                in.readBoolean(),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.list(in, from -> new KnownRecord.Pointed(Wire.text(from), Wire.text(from))),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong());
    }
}
