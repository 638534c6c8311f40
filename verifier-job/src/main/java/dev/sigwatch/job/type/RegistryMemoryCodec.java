package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.RegistryMemory;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is counted of a DID's registry records. */
final class RegistryMemoryCodec implements Codec<RegistryMemory> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "registry-memory";
    }

    @Override
    public Class<RegistryMemory> type() {
        return RegistryMemory.class;
    }

    @Override
    public void write(RegistryMemory memory, DataOutputView out) throws IOException {
        Wire.text(memory.completeAt(), out);
        out.writeLong(memory.deletions());
        out.writeInt(memory.seen());
        out.writeLong(memory.minute());
        out.writeInt(memory.writes());
    }

    @Override
    public RegistryMemory read(int version, DataInputView in) throws IOException {
        return new RegistryMemory(Wire.text(in), in.readLong(), in.readInt(), in.readLong(), in.readInt());
    }
}
