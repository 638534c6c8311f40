package dev.sigwatch.atproto.cbor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a larger array, not copied. Equal if the bytes are equal.
 *
 * @param buf the array, which nobody writes to
 * @param offset where the stretch begins
 * @param length its number of bytes
 */
public record Slice(byte[] buf, int offset, int length) {
    /** A stretch that lies within its array. */
    public Slice {
        if (offset < 0 || length < 0 || length > buf.length - offset) {
            throw new IllegalArgumentException("slice outside its array");
        }
    }

    /** Returns the whole array as a slice. */
    public static Slice of(byte[] buf) {
        return new Slice(buf, 0, buf.length);
    }

    /** Returns a copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(buf, offset, offset + length);
    }

    /** Returns the offset just after the stretch. */
    public int end() {
        return offset + length;
    }

    /** Whether the bytes are exactly these. */
    public boolean contentEquals(byte[] bytes) {
        return Arrays.equals(buf, offset, end(), bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slice that && Arrays.equals(buf, offset, end(), that.buf, that.offset, that.end());
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < end(); i++) {
            hash = 31 * hash + buf[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return length + " bytes at " + offset;
    }
}
