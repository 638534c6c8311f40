package dev.sigwatch.job.type;

import dev.sigwatch.job.value.HeldBounds;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Which numbers the held events of a DID have. */
final class HeldBoundsCodec implements Codec<HeldBounds> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "held-bounds";
    }

    @Override
    public Class<HeldBounds> type() {
        return HeldBounds.class;
    }

    @Override
    public void write(HeldBounds bounds, DataOutputView out) throws IOException {
        out.writeLong(bounds.first());
        out.writeLong(bounds.next());
    }

    @Override
    public HeldBounds read(int version, DataInputView in) throws IOException {
        return new HeldBounds(in.readLong(), in.readLong());
    }
}
