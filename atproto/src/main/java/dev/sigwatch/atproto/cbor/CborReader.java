package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cid.Cid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A strict pull reader of DRISL over a slice of an array. Whatever it accepts is the canonical encoding of what it returns.
 *
 * <p>The first fault found decides the exception. {@link NonCanonicalException}: CBOR in a form that DRISL forbids, that is
 * heads longer than needed, indefinite lengths, keys out of order or repeated, tags other than 42, simple values other than
 * false, true and null, 16- and 32-bit floats, NaN, infinities, negative zero, bytes after the item. Plain {@link
 * MalformedException}: everything else, that is truncation, reserved heads, stray breaks, keys that are not text, text that is
 * not UTF-8, tag 42 without a CID, integers beyond 64 bits, a value of another type than asked for, and {@link CborLimits}.
 *
 * <p>Items are read one after the other; at top level there may be several, until {@link #atEnd()}. Not safe for use by
 * several threads at once.
 */
public final class CborReader extends HeadReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Reads the whole array. */
    public CborReader(byte[] buf) {
        this(buf, 0, buf.length);
    }

    /** Reads {@code buf[from, to)}. */
    public CborReader(byte[] buf, int from, int to) {
        super(buf, from, to);
    }

    /** Reads a slice. */
    public CborReader(Slice slice) {
        this(slice.buf(), slice.offset(), slice.end());
    }

    /** Returns the offset in the array of the next byte to read. */
    public int position() {
        return pos;
    }

    /** Whether every byte has been read. */
    public boolean atEnd() {
        return pos == end;
    }

    /**
     * Demands that every byte has been read.
     *
     * @throws NonCanonicalException if bytes are left
     */
    public void requireEnd() {
        if (pos != end) {
            throw new NonCanonicalException(pos, "bytes after the item");
        }
    }

    /** Returns the type of the next item, without reading it. */
    public CborType peekType() {
        int head = peek();
        return switch (head >> 5) {
            case UNSIGNED, NEGATIVE -> CborType.INT;
            case BYTES -> CborType.BYTES;
            case TEXT -> CborType.TEXT;
            case ARRAY -> CborType.ARRAY;
            case MAP -> CborType.MAP;
            case TAG -> CborType.LINK;
            default ->
                switch (head) {
                    case FALSE, TRUE -> CborType.BOOL;
                    case NULL -> CborType.NULL;
                    case FLOAT64 -> CborType.FLOAT;
                    default -> throw forbiddenSimple(head);
                };
        };
    }

    /** Reads an integer. */
    public long readInt() {
        int at = pos;
        int major = peek() >> 5;
        if (major > NEGATIVE) {
            throw unexpected("an integer");
        }
        long argument = head();
        if (argument < 0) {
            throw new MalformedException(at, "integer beyond signed 64 bits");
        }
        return major == UNSIGNED ? argument : ~argument;
    }

    /** Reads text. */
    public String readText() {
        int at = pos;
        int length = stringHead(TEXT, "text");
        String text = Utf8.decode(buf, pos, length);
        if (text == null) {
            throw new MalformedException(at, "text that is not UTF-8");
        }
        pos += length;
        return text;
    }

    /** Reads a byte string into a new array. */
    public byte[] readBytes() {
        return readBytesSlice().toBytes();
    }

    /** Reads a byte string as a slice of the array under this reader. */
    public Slice readBytesSlice() {
        int length = stringHead(BYTES, "bytes");
        Slice slice = new Slice(buf, pos, length);
        pos += length;
        return slice;
    }

    /**
     * Reads the head of an array.
     *
     * @return the number of items that follow; each takes at least one byte of what is left
     */
    public int readArray() {
        return containerHead(ARRAY, 1, "an array");
    }

    /** Reads the head of a map; its entries are read through the result. */
    public MapReader readMap() {
        int size = containerHead(MAP, 2, "a map");
        return new MapReader(this, size, size == 0 ? 0 : depth);
    }

    /** Reads true or false. */
    public boolean readBool() {
        int head = peek();
        if (head != TRUE && head != FALSE) {
            throw unexpected("a boolean");
        }
        begin();
        pos++;
        return head == TRUE;
    }

    /** Reads null. */
    public void readNull() {
        if (!tryReadNull()) {
            throw unexpected("null");
        }
    }

    /** Reads null if that is next, and says whether it was. */
    public boolean tryReadNull() {
        if (peek() != NULL) {
            return false;
        }
        begin();
        pos++;
        return true;
    }

    /** Reads a CID. */
    public Cid readLink() {
        int at = linkHead();
        return Cid.read(buf, at);
    }

    /** Reads a finite 64-bit float. */
    public double readFloat() {
        int at = pos;
        if (peek() != FLOAT64) {
            throw unexpected("a float");
        }
        if (end - pos < 1 + Long.BYTES) {
            throw truncated();
        }
        begin();
        long bits = (long) LONG.get(buf, pos + 1);
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value) || bits == Long.MIN_VALUE) {
            throw new NonCanonicalException(at, "float that is not finite or is negative zero");
        }
        pos += 1 + Long.BYTES;
        return value;
    }

    /** Reads a whole item of any type as strictly as if its value were wanted. */
    public void passItem() {
        switch (peekType()) {
            case INT -> readInt();
            case BYTES -> {
                int length = stringHead(BYTES, "bytes");
                pos += length;
            }
            case TEXT -> {
                int at = pos;
                int length = stringHead(TEXT, "text");
                requireUtf8(at, length);
                pos += length;
            }
            case ARRAY -> {
                for (int left = readArray(); left > 0; left--) {
                    passItem();
                }
            }
            case MAP -> {
                MapReader map = readMap();
                while (map.next()) {
                    passItem();
                }
            }
            case LINK -> readLink();
            case BOOL -> readBool();
            case NULL -> readNull();
            case FLOAT -> readFloat();
        }
    }
}
