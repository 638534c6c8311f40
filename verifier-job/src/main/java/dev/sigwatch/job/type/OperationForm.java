package dev.sigwatch.job.type;

import dev.sigwatch.audit.identity.JudgedOperation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A judged operation, as a part of what carries it. */
final class OperationForm {
    private OperationForm() {}

    static void write(JudgedOperation operation, DataOutputView out) throws IOException {
        Wire.text(operation.did(), out);
        Wire.text(operation.cid(), out);
        Wire.text(operation.prev(), out);
        Wire.text(operation.type(), out);
        out.writeLong(operation.acceptedAt());
        out.writeLong(operation.firstSeenAt());
        out.writeBoolean(operation.nullified());
        out.writeLong(operation.nullifiedAt());
        Wire.text(operation.nullifiedBy(), out);
        out.writeInt(operation.signerIndex());
        Wire.text(operation.signerKey(), out);
        Wire.text(operation.signingKey(), out);
        Wire.list(operation.rotationKeys(), out, Wire::text);
        Wire.text(operation.pds(), out);
        Wire.list(operation.handles(), out, Wire::text);
        Wire.list(operation.findings(), out, CheckedEventCodec::writeFinding);
        Wire.bytes(operation.body(), out);
        Wire.text(operation.source(), out);
        Wire.text(operation.kind(), out);
        out.writeLong(operation.observedAt());
        Wire.text(operation.tlsChain(), out);
    }

    static JudgedOperation read(DataInputView in) throws IOException {
        return new JudgedOperation(
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                Wire.text(in),
                in.readInt(),
                Wire.text(in),
                Wire.text(in),
                Wire.list(in, Wire::text),
                Wire.text(in),
                Wire.list(in, Wire::text),
                Wire.list(in, CheckedEventCodec::readFinding),
                Wire.bytes(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                Wire.text(in));
    }
}
