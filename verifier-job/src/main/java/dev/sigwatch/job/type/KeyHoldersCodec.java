package dev.sigwatch.job.type;

import dev.sigwatch.job.value.KeyHolders;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Who has a signing key. */
final class KeyHoldersCodec implements Codec<KeyHolders> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "key-holders";
    }

    @Override
    public Class<KeyHolders> type() {
        return KeyHolders.class;
    }

    @Override
    public void write(KeyHolders value, DataOutputView out) throws IOException {
        Wire.list(value.holders(), out, (holder, to) -> {
            Wire.text(holder.did(), to);
            Wire.text(holder.pds(), to);
            Wire.list(holder.rotationKeys(), to, Wire::text);
        });
    }

    @Override
    public KeyHolders read(int version, DataInputView in) throws IOException {
        return new KeyHolders(Wire.list(
                in, from -> new KeyHolders.Holder(Wire.text(from), Wire.text(from), Wire.list(from, Wire::text))));
    }
}
