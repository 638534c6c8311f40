package dev.sigwatch.job.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** A {@link Codec} as Flink sees it: a version byte, then the value. Values are immutable, so a copy is the value itself. */
final class BinarySerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Codec<T> codec;

    BinarySerializer(Codec<T> codec) {
        this.codec = codec;
    }

    Codec<T> codec() {
        return codec;
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(codec.version());
        codec.write(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        int version = in.readByte();
        if (version < 1 || version > codec.version()) {
            throw new IOException(codec.name() + " was written in version " + version + "; this program reads up to "
                    + codec.version());
        }
        return codec.read(version, in);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's contract for types without an empty value.
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new BinarySerializerSnapshot<>(codec);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinarySerializer<?> that && that.codec.name().equals(codec.name());
    }

    @Override
    public int hashCode() {
        return codec.name().hashCode();
    }
}
