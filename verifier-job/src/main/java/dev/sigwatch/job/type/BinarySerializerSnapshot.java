package dev.sigwatch.job.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says of a {@link BinarySerializer}: the name of its codec. Versions are told by each value, so old state is
 * read as it lies. Public with a public constructor because Flink makes it by name.
 */
public final class BinarySerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int FORMAT = 1;

    private @Nullable Codec<T> codec;

    /** Filled by {@link #readSnapshot}. */
    public BinarySerializerSnapshot() {}

    BinarySerializerSnapshot(Codec<T> codec) {
        this.codec = codec;
    }

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(codec().name());
    }

    @Override
    @SuppressWarnings("unchecked") // The name stands for the type.
    public void readSnapshot(int format, DataInputView in, ClassLoader classes) throws IOException {
        if (format != FORMAT) {
            throw new IOException("this checkpoint was written by a newer version: serializer format " + format);
        }
        String name = in.readUTF();
        codec = (Codec<T>) FlinkTypes.ALL.stream()
                .map(BinaryTypeInformation::codec)
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IOException("the checkpoint holds " + name + ", which this version cannot read"));
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new BinarySerializer<>(codec());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old instanceof BinarySerializerSnapshot<T> that
                        && that.codec().name().equals(codec().name())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private Codec<T> codec() {
        if (codec == null) {
            throw new IllegalStateException("used before it was read");
        }
        return codec;
    }
}
