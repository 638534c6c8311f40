package dev.sigwatch.job.type;

import dev.sigwatch.audit.alert.KeyOwners;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** That an account has, or has given up, a signing key. */
final class KeyClaimCodec implements Codec<KeyOwners.Claim> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "key-claim";
    }

    @Override
    public Class<KeyOwners.Claim> type() {
        return KeyOwners.Claim.class;
    }

    @Override
    public void write(KeyOwners.Claim value, DataOutputView out) throws IOException {
        Wire.text(value.did(), out);
        Wire.text(value.key(), out);
        Wire.text(value.pds(), out);
        Wire.list(value.rotationKeys(), out, Wire::text);
        out.writeLong(value.at());
        out.writeBoolean(value.isGone());
    }

    @Override
    public KeyOwners.Claim read(int version, DataInputView in) throws IOException {
        String did = Wire.text(in);
        String key = Wire.text(in);
        String pds = Wire.text(in);
        List<String> rotationKeys = Wire.list(in, Wire::text);
        long at = in.readLong();
        return new KeyOwners.Claim(key, did, pds, rotationKeys, in.readBoolean(), at);
    }
}
