package dev.sigwatch.job.type;

import dev.sigwatch.audit.alert.KeyOwners;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Who has a signing key. */
final class KeyOwnersCodec implements Codec<KeyOwners> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "key-holders";
    }

    @Override
    public Class<KeyOwners> type() {
        return KeyOwners.class;
    }

    @Override
    public void write(KeyOwners value, DataOutputView out) throws IOException {
        Wire.list(value.holders(), out, (holder, to) -> {
            Wire.text(holder.did(), to);
            Wire.text(holder.pds(), to);
            Wire.list(holder.rotationKeys(), to, Wire::text);
        });
    }

    @Override
    public KeyOwners read(int version, DataInputView in) throws IOException {
        return new KeyOwners(Wire.list(
                in, from -> new KeyOwners.Holder(Wire.text(from), Wire.text(from), Wire.list(from, Wire::text))));
    }
}
