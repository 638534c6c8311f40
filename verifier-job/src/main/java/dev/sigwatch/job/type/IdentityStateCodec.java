package dev.sigwatch.job.type;

import dev.sigwatch.audit.identity.Doubt;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.identity.KnownOperation;
import dev.sigwatch.audit.identity.Snapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is known of an identity. */
final class IdentityStateCodec implements Codec<IdentityState> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "identity-state";
    }

    @Override
    public Class<IdentityState> type() {
        return IdentityState.class;
    }

    @Override
    public void write(IdentityState value, DataOutputView out) throws IOException {
        Wire.list(value.periods(), out, KeyTimelineCodec::writePeriod);
        Wire.list(value.otherKeys(), out, Wire::text);
        out.writeLong(value.lastChangeAt());
        Wire.text(value.directory(), out);
        Wire.list(value.operations(), out, (operation, to) -> {
            OperationForm.write(operation.told(), to);
            to.writeBoolean(operation.isInForce());
            Wire.text(operation.document(), to);
        });
        out.writeLong(value.logObservedAt());
        Wire.list(value.snapshots(), out, (snapshot, to) -> {
            OperationForm.write(snapshot.told(), to);
            Wire.text(snapshot.says(), to);
        });
        Wire.text(value.handle(), out);
        out.writeBoolean(value.handleVerified());
        out.writeLong(value.handleObservedAt());
        Wire.list(value.doubts(), out, (doubt, to) -> {
            Wire.text(doubt.about(), to);
            Wire.text(doubt.source(), to);
            Wire.text(doubt.what(), to);
            to.writeLong(doubt.since());
            to.writeBoolean(doubt.isTold());
        });
    }

    @Override
    public IdentityState read(int version, DataInputView in) throws IOException {
        return new IdentityState(
                Wire.list(in, KeyTimelineCodec::readPeriod),
                Wire.list(in, Wire::text),
                in.readLong(),
                Wire.text(in),
                Wire.list(
                        in, from -> new KnownOperation(OperationForm.read(from), from.readBoolean(), Wire.text(from))),
                in.readLong(),
                Wire.list(in, from -> new Snapshot(OperationForm.read(from), Wire.text(from))),
                Wire.text(in),
                in.readBoolean(),
                in.readLong(),
                Wire.list(
                        in,
                        from -> new Doubt(
                                Wire.text(from),
                                Wire.text(from),
                                Wire.text(from),
                                from.readLong(),
                                from.readBoolean())));
    }
}
