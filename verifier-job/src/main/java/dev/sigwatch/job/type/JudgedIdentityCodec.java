package dev.sigwatch.job.type;

import dev.sigwatch.audit.identity.JudgedIdentity;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What an observation told that was new. */
final class JudgedIdentityCodec implements Codec<JudgedIdentity> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "judged-identity";
    }

    @Override
    public Class<JudgedIdentity> type() {
        return JudgedIdentity.class;
    }

    @Override
    public void write(JudgedIdentity value, DataOutputView out) throws IOException {
        Wire.text(value.did(), out);
        Wire.text(value.kind(), out);
        Wire.text(value.source(), out);
        out.writeLong(value.observedAt());
        out.writeBoolean(value.isFirst());
        Wire.list(value.operations(), out, OperationForm::write);
        Wire.list(value.findings(), out, CheckedEventCodec::writeFinding);
        Wire.text(value.handle(), out);
        out.writeBoolean(value.handleVerified());
        Wire.optional(value.before(), out, OperationForm::write);
        Wire.bytes(value.ours(), out);
        Wire.bytes(value.theirs(), out);
    }

    @Override
    public JudgedIdentity read(int version, DataInputView in) throws IOException {
        return new JudgedIdentity(
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                in.readBoolean(),
                Wire.list(in, OperationForm::read),
                Wire.list(in, CheckedEventCodec::readFinding),
                Wire.text(in),
                in.readBoolean(),
                Wire.optional(in, OperationForm::read),
                Wire.bytes(in),
                Wire.bytes(in));
    }
}
