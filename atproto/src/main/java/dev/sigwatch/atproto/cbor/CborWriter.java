package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes DRISL that is canonical by construction: heads are minimal, and map keys given out of order or twice are refused. A
 * container is written as its head with the number of elements, followed by that many items (for maps, key and value in turn).
 */
public final class CborWriter {
    private static final int INITIAL_CAPACITY = 128;

    private byte[] buf = new byte[INITIAL_CAPACITY];
    private int length;

    // Per open container: items still to come, and for maps where the last key is; -1 for arrays.
    private final int[] open = new int[CborLimits.MAX_DEPTH + 1];
    private final int[] lastKey = new int[CborLimits.MAX_DEPTH + 1];
    private final int[] lastKeyLength = new int[CborLimits.MAX_DEPTH + 1];
    private int depth;

    /** Writes an integer. */
    public CborWriter writeInt(long value) {
        begin(false);
        if (value < 0) {
            head(1, ~value);
        } else {
            head(0, value);
        }
        return this;
    }

    /**
     * Writes text, as a value or as the key of a map entry.
     *
     * @throws MalformedException if the text has half of a surrogate pair, which UTF-8 cannot express
     * @throws IllegalStateException if this is a key that is not after the one before it
     */
    public CborWriter writeText(String text) {
        boolean isKey = begin(true);
        requireEncodable(text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        if (isKey) {
            checkKey(utf8);
            lastKey[depth] = length;
            lastKeyLength[depth] = utf8.length;
        }
        append(utf8, 0, utf8.length);
        return this;
    }

    /** Writes a byte string. */
    public CborWriter writeBytes(byte[] bytes) {
        return writeBytes(bytes, 0, bytes.length);
    }

    /** Writes part of an array as a byte string. */
    public CborWriter writeBytes(byte[] bytes, int offset, int count) {
        begin(false);
        head(2, count);
        append(bytes, offset, count);
        return this;
    }

    /** Writes a CID, in tag 42. */
    public CborWriter writeLink(Cid cid) {
        begin(false);
        head(6, 42);
        head(2, 1 + Cid.LENGTH);
        ensure(1 + Cid.LENGTH);
        buf[length] = 0;
        cid.write(buf, length + 1);
        length += 1 + Cid.LENGTH;
        return this;
    }

    /** Writes null. */
    public CborWriter writeNull() {
        return simple(0xf6);
    }

    /** Writes true or false. */
    public CborWriter writeBool(boolean value) {
        return simple(value ? 0xf5 : 0xf4);
    }

    /**
     * Writes a 64-bit float.
     *
     * @throws MalformedException if the value is not finite or is negative zero
     */
    public CborWriter writeFloat(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (!Double.isFinite(value) || bits == Long.MIN_VALUE) {
            throw new MalformedException(-1, "float that is not finite or is negative zero");
        }
        begin(false);
        ensure(9);
        buf[length++] = (byte) 0xfb;
        for (int shift = 56; shift >= 0; shift -= 8) {
            buf[length++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Writes the head of an array; {@code size} items must follow. */
    public CborWriter writeArray(int size) {
        return container(4, size, size, -1);
    }

    /** Writes the head of a map; {@code size} keys, each followed by its value, must follow in canonical order. */
    public CborWriter writeMap(int size) {
        return container(5, size, 2 * size, 0);
    }

    /**
     * Returns what was written, in a new array.
     *
     * @throws IllegalStateException if a container lacks items
     */
    public byte[] toBytes() {
        dropClosed();
        if (depth > 0) {
            throw new IllegalStateException("a container lacks " + open[depth] + " items");
        }
        return Arrays.copyOf(buf, length);
    }

    private CborWriter container(int major, int size, int items, int key) {
        if (size < 0 || size > CborLimits.MAX_CONTAINER_LENGTH) {
            throw new MalformedException(-1, "container longer than 131072");
        }
        begin(false);
        head(major, size);
        if (depth == CborLimits.MAX_DEPTH) {
            throw new MalformedException(-1, "nested deeper than 32");
        }
        if (items > 0) {
            open[++depth] = items;
            lastKey[depth] = key;
            lastKeyLength[depth] = -1;
        }
        return this;
    }

    private CborWriter simple(int head) {
        begin(false);
        ensure(1);
        buf[length++] = (byte) head;
        return this;
    }

    /** Counts an item that begins; returns whether it is a map key. */
    private boolean begin(boolean isText) {
        dropClosed();
        if (depth == 0) {
            return false;
        }
        boolean isKey = lastKey[depth] >= 0 && open[depth] % 2 == 0;
        if (isKey && !isText) {
            throw new IllegalStateException("a map key must be text");
        }
        open[depth]--;
        return isKey;
    }

    private void dropClosed() {
        while (depth > 0 && open[depth] == 0) {
            depth--;
        }
    }

    private void checkKey(byte[] key) {
        int before = lastKeyLength[depth];
        if (key.length > CborLimits.MAX_KEY_LENGTH) {
            throw new MalformedException(-1, "map key longer than 8192 bytes");
        }
        if (before < 0) {
            return;
        }
        int from = lastKey[depth];
        int order = before != key.length
                ? Integer.compare(before, key.length)
                : Arrays.compareUnsigned(buf, from, from + before, key, 0, key.length);
        if (order >= 0) {
            throw new IllegalStateException("map key out of order: " + new String(key, StandardCharsets.UTF_8));
        }
    }

    private void head(int major, long argument) {
        ensure(9);
        int type = major << 5;
        if (argument < 24) {
            buf[length++] = (byte) (type | argument);
            return;
        }
        int info = argument <= 0xff ? 24 : argument <= 0xffff ? 25 : argument <= 0xffffffffL ? 26 : 27;
        buf[length++] = (byte) (type | info);
        for (int shift = (8 << (info - 24)) - 8; shift >= 0; shift -= 8) {
            buf[length++] = (byte) (argument >>> shift);
        }
    }

    private void append(byte[] bytes, int offset, int count) {
        ensure(count);
        System.arraycopy(bytes, offset, buf, length, count);
        length += count;
    }

    private void ensure(int count) {
        if (buf.length - length < count) {
            buf = Arrays.copyOf(buf, Math.max(buf.length * 2, Math.addExact(length, count)));
        }
    }

    private static void requireEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    throw new MalformedException(-1, "text with half of a surrogate pair");
                }
                i++;
            }
        }
    }
}
