package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cid.Cid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A DRISL item as an immutable tree, for content whose shape is not fixed: records, PLC operations, tests. What has a fixed
 * shape is read with {@link CborReader} directly.
 */
public sealed interface CborValue {
    /** Returns the kind of item, to switch on. */
    CborType type();

    /** Writes this item. */
    void writeTo(CborWriter writer);

    /**
     * Reads one item that fills the array.
     *
     * @throws MalformedException if the bytes are not DRISL
     * @throws NonCanonicalException if they are CBOR, but not in canonical form
     */
    static CborValue decode(byte[] bytes) {
        CborReader reader = new CborReader(bytes);
        CborValue value = read(reader);
        reader.requireEnd();
        return value;
    }

    /**
     * Reads the next item of a reader.
     *
     * @throws MalformedException as {@link #decode}
     */
    static CborValue read(CborReader reader) {
        return switch (reader.peekType()) {
            case INT -> new IntValue(reader.readInt());
            case BYTES -> new BytesValue(reader.readBytes());
            case TEXT -> new TextValue(reader.readText());
            case ARRAY -> {
                int size = reader.readArray();
                List<CborValue> items = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    items.add(read(reader));
                }
                yield new ArrayValue(items);
            }
            case MAP -> {
                MapReader map = reader.readMap();
                SortedMap<String, CborValue> entries = new TreeMap<>(MapValue.KEY_ORDER);
                while (map.next()) {
                    entries.put(map.key(), read(reader));
                }
                yield new MapValue(entries);
            }
            case LINK -> new LinkValue(reader.readLink());
            case BOOL -> new BoolValue(reader.readBool());
            case NULL -> {
                reader.readNull();
                yield new NullValue();
            }
            case FLOAT -> new FloatValue(reader.readFloat());
        };
    }

    /**
     * Returns the canonical encoding.
     *
     * @throws MalformedException if this item has none: {@link CborLimits}, half a surrogate pair, a float DRISL does not have
     */
    default byte[] encode() {
        CborWriter writer = new CborWriter();
        writeTo(writer);
        return writer.toBytes();
    }

    /** Returns text as a value. */
    static TextValue of(String text) {
        return new TextValue(text);
    }

    /** Returns an integer as a value. */
    static IntValue of(long value) {
        return new IntValue(value);
    }

    /** Returns a boolean as a value. */
    static BoolValue of(boolean value) {
        return new BoolValue(value);
    }

    /** Returns a CID as a value. */
    static LinkValue of(Cid cid) {
        return new LinkValue(cid);
    }

    /** Returns a byte string as a value; the array must not be written to any more. */
    static BytesValue of(byte[] bytes) {
        return new BytesValue(bytes);
    }

    /** Returns null as a value. */
    static NullValue ofNull() {
        return new NullValue();
    }

    /** Returns a list as a value. */
    static ArrayValue of(List<? extends CborValue> items) {
        return new ArrayValue(List.copyOf(items));
    }

    /** Returns a map as a value; its order does not matter. */
    static MapValue of(Map<String, ? extends CborValue> entries) {
        SortedMap<String, CborValue> sorted = new TreeMap<>(MapValue.KEY_ORDER);
        sorted.putAll(entries);
        return new MapValue(sorted);
    }

    /** A signed 64-bit integer. */
    record IntValue(long value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.INT;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeInt(value);
        }
    }

    /** UTF-8 text. */
    record TextValue(String value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.TEXT;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeText(value);
        }
    }

    /** A byte string, equal by content. */
    record BytesValue(byte[] value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.BYTES;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeBytes(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BytesValue that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** A CID. */
    record LinkValue(Cid value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.LINK;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeLink(value);
        }
    }

    /** True or false. */
    record BoolValue(boolean value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.BOOL;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeBool(value);
        }
    }

    /** Null. */
    record NullValue() implements CborValue {
        @Override
        public CborType type() {
            return CborType.NULL;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeNull();
        }
    }

    /** A 64-bit float, which the ATProto data model does not have. */
    record FloatValue(double value) implements CborValue {
        @Override
        public CborType type() {
            return CborType.FLOAT;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeFloat(value);
        }
    }

    /** A list of items. */
    record ArrayValue(List<CborValue> items) implements CborValue {
        /** A list that stays as it is. */
        public ArrayValue {
            items = Collections.unmodifiableList(items);
        }

        @Override
        public CborType type() {
            return CborType.ARRAY;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeArray(items.size());
            items.forEach(item -> item.writeTo(writer));
        }
    }

    /** A map in canonical key order. */
    record MapValue(SortedMap<String, CborValue> entries) implements CborValue {
        /** Orders keys as their encodings are ordered: shorter first, then bytewise. */
        public static final Comparator<String> KEY_ORDER = Comparator.comparing(
                key -> key.getBytes(StandardCharsets.UTF_8),
                Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned));

        /** A map that is ordered by {@link #KEY_ORDER}. */
        public MapValue {
            if (entries.comparator() != KEY_ORDER) {
                throw new IllegalArgumentException("entries must be in KEY_ORDER; use CborValue.of");
            }
            entries = Collections.unmodifiableSortedMap(entries);
        }

        /** Returns the value of a key, or null if the map has no such key. */
        public @Nullable CborValue get(String key) {
            return entries.get(key);
        }

        /** Returns this map with a key set. */
        public MapValue with(String key, CborValue value) {
            SortedMap<String, CborValue> changed = new TreeMap<>(entries);
            changed.put(key, value);
            return new MapValue(changed);
        }

        /** Returns this map without a key. */
        public MapValue without(String key) {
            SortedMap<String, CborValue> changed = new TreeMap<>(entries);
            changed.remove(key);
            return new MapValue(changed);
        }

        @Override
        public CborType type() {
            return CborType.MAP;
        }

        @Override
        public void writeTo(CborWriter writer) {
            writer.writeMap(entries.size());
            entries.forEach((key, value) -> {
                writer.writeText(key);
                value.writeTo(writer);
            });
        }
    }
}
