package dev.sigwatch.job.type;

import dev.sigwatch.job.value.KeyClaim;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** That an account has, or has given up, a signing key. */
final class KeyClaimCodec implements Codec<KeyClaim> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "key-claim";
    }

    @Override
    public Class<KeyClaim> type() {
        return KeyClaim.class;
    }

    @Override
    public void write(KeyClaim value, DataOutputView out) throws IOException {
        Wire.text(value.did(), out);
        Wire.text(value.key(), out);
        Wire.text(value.pds(), out);
        Wire.list(value.rotationKeys(), out, Wire::text);
        out.writeLong(value.at());
        out.writeBoolean(value.isGivenUp());
    }

    @Override
    public KeyClaim read(int version, DataInputView in) throws IOException {
        return new KeyClaim(
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.list(in, Wire::text),
                in.readLong(),
                in.readBoolean());
    }
}
