package dev.sigwatch.job.type;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** How the parts of a value lie: text in Flink's lossless form, bytes and lists after their length, constants by name. */
final class Wire {
    private static final byte[] NO_BYTES = {};

    private Wire() {}

    static void text(String value, DataOutputView out) throws IOException {
        TextForm.write(value, out);
    }

    static String text(DataInputView in) throws IOException {
        return TextForm.read(in);
    }

    static void bytes(byte[] value, DataOutputView out) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    static byte[] bytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == 0) {
            return NO_BYTES;
        }
        byte[] value = new byte[length];
        in.readFully(value);
        return value;
    }

    /** By name, so that constants may be added and moved; empty for null. */
    static void constant(@Nullable Enum<?> value, DataOutputView out) throws IOException {
        text(value == null ? "" : value.name(), out);
    }

    static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, DataInputView in) throws IOException {
        String name = text(in);
        try {
            return name.isEmpty() ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("this version does not know the " + type.getSimpleName() + " " + name, e);
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, DataInputView in) throws IOException {
        E value = constantOrNull(type, in);
        if (value == null) {
            throw new IOException("no " + type.getSimpleName() + " where there must be one");
        }
        return value;
    }

    /** What may be absent, after a flag that says whether it is there. */
    static <T> void optional(@Nullable T value, DataOutputView out, Part<T> part) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            part.write(value, out);
        }
    }

    static <T> @Nullable T optional(DataInputView in, Source<T> source) throws IOException {
        return in.readBoolean() ? source.read(in) : null;
    }

    /** Texts by name, in their order. */
    static void texts(Map<String, String> values, DataOutputView out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(entry.getKey(), out);
            text(entry.getValue(), out);
        }
    }

    static Map<String, String> texts(DataInputView in) throws IOException {
        int size = in.readInt();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(text(in), text(in));
        }
        return Collections.unmodifiableMap(values);
    }

    static <T> void list(List<T> values, DataOutputView out, Part<T> part) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            part.write(value, out);
        }
    }

    static <T> List<T> list(DataInputView in, Source<T> source) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(source.read(in));
        }
        return List.copyOf(values);
    }

    /** Writes one element. */
    interface Part<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    /** Reads one element. */
    interface Source<T> {
        T read(DataInputView in) throws IOException;
    }
}
