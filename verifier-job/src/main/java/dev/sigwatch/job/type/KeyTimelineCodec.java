package dev.sigwatch.job.type;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.judge.KeyEntry;
import dev.sigwatch.audit.judge.KeyTimeline;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The keys of a DID over time. */
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
    public void write(KeyTimeline keys, DataOutputView out) throws IOException {
        Wire.list(keys.entries(), out, KeyTimelineCodec::writeEntry);
        Wire.list(keys.published(), out, KeyTimelineCodec::writeEntry);
        Wire.text(keys.lastFailure(), out);
    }

    @Override
    public KeyTimeline read(int version, DataInputView in) throws IOException {
        return new KeyTimeline(
                Wire.list(in, KeyTimelineCodec::readEntry), Wire.list(in, KeyTimelineCodec::readEntry), Wire.text(in));
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
