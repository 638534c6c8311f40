package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cid.Cid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The heads of items: their minimal form, the bounds of what they announce, and how deep they are nested. The first byte of an
 * item is three bits of major type and five of additional information (RFC 8949 §3).
 */
abstract sealed class HeadReader permits CborReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    static final int FLOAT64 = 0xfb;
    private static final int LINK_TAG = 42;

    final byte[] buf;
    final int end;
    int pos;

    // Items still to come in each open container; closed ones are dropped when the next item begins.
    private final int[] open = new int[CborLimits.MAX_DEPTH + 1];
    int depth;

    HeadReader(byte[] buf, int from, int to) {
        if (from < 0 || to < from || to > buf.length) {
            throw new IllegalArgumentException("reader outside its array");
        }
        this.buf = buf;
        this.pos = from;
        this.end = to;
    }

    /** Reads the head of a map key and returns the key's length; the position is then at its text. */
    final int keyHead() {
        int at = pos;
        int length = stringHead(TEXT, "text as a map key");
        if (length > CborLimits.MAX_KEY_LENGTH) {
            throw new MalformedException(at, "map key longer than 8192 bytes");
        }
        requireUtf8(at, length);
        return length;
    }

    final void advance(int length) {
        pos += length;
    }

    /** Whether all items begun in the container at {@code level} are read and {@code left} are to come. */
    final boolean isAt(int level, int left) {
        dropClosed();
        return depth == level && open[level] == left;
    }

    final int stringHead(int major, String wanted) {
        if (peek() >> 5 != major) {
            throw unexpected(wanted);
        }
        long length = head();
        if (length < 0 || length > end - pos) {
            throw truncated();
        }
        return (int) length;
    }

    final int containerHead(int major, int itemsPerElement, String wanted) {
        int at = pos;
        if (peek() >> 5 != major) {
            throw unexpected(wanted);
        }
        long length = head();
        if (length < 0 || length > CborLimits.MAX_CONTAINER_LENGTH) {
            throw new MalformedException(at, "container longer than 131072");
        }
        int items = (int) length * itemsPerElement;
        if (items > end - pos) {
            throw truncated();
        }
        if (depth == CborLimits.MAX_DEPTH) {
            throw new MalformedException(at, "nested deeper than 32");
        }
        if (items > 0) {
            open[++depth] = items;
        }
        return (int) length;
    }

    /** Reads tag 42 and its byte string; returns where the 36 bytes of the CID are. */
    final int linkHead() {
        int at = pos;
        if (peek() >> 5 != TAG) {
            throw unexpected("a link");
        }
        if (head() != LINK_TAG) {
            throw new NonCanonicalException(at, "tag other than 42");
        }
        // The byte string is part of the link, not an item of its own.
        if (peek() >> 5 != BYTES || argument() != 1 + Cid.LENGTH) {
            throw new MalformedException(at, "link that is not a byte string of 37 bytes");
        }
        if (end - pos < 1 + Cid.LENGTH) {
            throw truncated();
        }
        if (buf[pos] != 0) {
            throw new MalformedException(at, "link without its leading zero byte");
        }
        int cid = pos + 1;
        pos = cid + Cid.LENGTH;
        return cid;
    }

    /** Reads the head of an item and counts it; returns its argument, as an unsigned number. */
    final long head() {
        begin();
        return argument();
    }

    private long argument() {
        int info = buf[pos] & 31;
        if (info < 24) {
            pos++;
            return info;
        }
        return longArgument(info);
    }

    private long longArgument(int info) {
        if (info > 27) {
            throw forbiddenInfo(info);
        }
        int width = 1 << (info - 24);
        if (end - pos <= width) {
            throw truncated();
        }
        long argument =
                switch (info) {
                    case 24 -> buf[pos + 1] & 0xffL;
                    case 25 -> (short) SHORT.get(buf, pos + 1) & 0xffffL;
                    case 26 -> (int) INT.get(buf, pos + 1) & 0xffffffffL;
                    default -> (long) LONG.get(buf, pos + 1);
                };
        // Each width begins where the next smaller one ends; the smallest begins after the values in the first byte.
        boolean minimal = width == 1 ? argument >= 24 : argument >>> (width * 4) != 0;
        if (!minimal) {
            throw new NonCanonicalException(pos, "head longer than needed");
        }
        pos += 1 + width;
        return argument;
    }

    final void begin() {
        dropClosed();
        if (depth > 0) {
            open[depth]--;
        }
    }

    private void dropClosed() {
        while (depth > 0 && open[depth] == 0) {
            depth--;
        }
    }

    final int peek() {
        if (pos >= end) {
            throw truncated();
        }
        return buf[pos] & 0xff;
    }

    final void requireUtf8(int at, int length) {
        if (!Utf8.isValid(buf, pos, length)) {
            throw new MalformedException(at, "text that is not UTF-8");
        }
    }

    final MalformedException truncated() {
        return new MalformedException(pos, "truncated");
    }

    final MalformedException unexpected(String wanted) {
        int head = buf[pos] & 0xff;
        return head >> 5 == SIMPLE && !isKnownSimple(head)
                ? forbiddenSimple(head)
                : new MalformedException(pos, "expected " + wanted);
    }

    private static boolean isKnownSimple(int head) {
        return (head >= FALSE && head <= NULL) || head == FLOAT64;
    }

    final MalformedException forbiddenSimple(int head) {
        int info = head & 31;
        if (info == 31) {
            return new MalformedException(pos, "break outside an indefinite length");
        }
        return info > 27
                ? forbiddenInfo(info)
                : new NonCanonicalException(pos, "simple value or float width that DRISL does not have");
    }

    private MalformedException forbiddenInfo(int info) {
        int major = (buf[pos] & 0xff) >> 5;
        return info == 31 && major >= BYTES && major <= MAP
                ? new NonCanonicalException(pos, "indefinite length")
                : new MalformedException(pos, "reserved head");
    }

    /** Compares two map keys in this reader's array as their encodings compare: shorter first, then bytewise. */
    final int compareKeys(int offset, int length, int otherOffset, int otherLength) {
        return length != otherLength
                ? Integer.compare(length, otherLength)
                : Arrays.compareUnsigned(buf, offset, offset + length, buf, otherOffset, otherOffset + otherLength);
    }
}
