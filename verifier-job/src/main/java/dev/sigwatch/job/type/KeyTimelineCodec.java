package dev.sigwatch.job.type;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.judge.KeyEntry;
import dev.sigwatch.audit.judge.KeyTimeline;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The keys of a DID over time. Version 1 listed the log's keys without their times; the next look at the log tells them. */
final class KeyTimelineCodec implements Codec<KeyTimeline> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "key-timeline";
    }

    @Override
    public Class<KeyTimeline> type() {
        return KeyTimeline.class;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(KeyTimeline keys, DataOutputView out) throws IOException {
        Wire.list(keys.entries(), out, KeyTimelineCodec::writeEntry);
        Wire.list(keys.log(), out, KeyTimelineCodec::writePeriod);
        Wire.text(keys.lastFailure(), out);
    }

    @Override
    public KeyTimeline read(int version, DataInputView in) throws IOException {
        List<KeyEntry> entries = Wire.list(in, KeyTimelineCodec::readEntry);
        if (version == 1) {
            Wire.list(in, KeyTimelineCodec::readEntry);
            return new KeyTimeline(entries, List.of(), Wire.text(in));
        }
        return new KeyTimeline(entries, Wire.list(in, KeyTimelineCodec::readPeriod), Wire.text(in));
    }

    static void writePeriod(KeyPeriod period, DataOutputView out) throws IOException {
        Wire.text(period.operation(), out);
        Wire.text(period.key(), out);
        Wire.constant(period.curve(), out);
        Wire.bytes(period.point(), out);
        out.writeInt(period.signerIndex());
        out.writeLong(period.from());
        out.writeLong(period.servedUntil());
        out.writeLong(period.validUntil());
        out.writeLong(period.nullifiedAt());
    }

    static KeyPeriod readPeriod(DataInputView in) throws IOException {
        return new KeyPeriod(
                Wire.text(in),
                Wire.text(in),
                Wire.constantOrNull(Curve.class, in),
                Wire.bytes(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    private static void writeEntry(KeyEntry entry, DataOutputView out) throws IOException {
        out.writeLong(entry.firstObserved());
        out.writeLong(entry.lastObserved());
        Wire.text(entry.key(), out);
        Wire.constant(entry.curve(), out);
        Wire.bytes(entry.point(), out);
        Wire.text(entry.source(), out);
        Wire.constant(entry.problem(), out);
    }

    private static KeyEntry readEntry(DataInputView in) throws IOException {
        return new KeyEntry(
                in.readLong(),
                in.readLong(),
                Wire.text(in),
                Wire.constantOrNull(Curve.class, in),
                Wire.bytes(in),
                Wire.text(in),
                Wire.constantOrNull(FindingCode.class, in));
    }
}
