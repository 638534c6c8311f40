package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.SignedCommit;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A commit that came not long ago. */
final class SignedCommitCodec implements Codec<SignedCommit> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "signed-commit";
    }

    @Override
    public Class<SignedCommit> type() {
        return SignedCommit.class;
    }

    @Override
    public void write(SignedCommit commit, DataOutputView out) throws IOException {
        Wire.text(commit.rev(), out);
        Wire.text(commit.since(), out);
        Wire.text(commit.data(), out);
        Wire.text(commit.commitCid(), out);
        Wire.bytes(commit.block(), out);
        out.writeBoolean(commit.proven());
    }

    @Override
    public SignedCommit read(int version, DataInputView in) throws IOException {
        return new SignedCommit(
                Wire.text(in), Wire.text(in), Wire.text(in), Wire.text(in), Wire.bytes(in), in.readBoolean());
    }
}
