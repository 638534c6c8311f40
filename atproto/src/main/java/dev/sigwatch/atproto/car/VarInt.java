package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.MalformedException;

/** Unsigned LEB128 as multiformats bounds it. */
final class VarInt {
    /** Enough for 64 bits. */
    static final int MAX_LENGTH = 10;

    private VarInt() {}

    /** Returns how many bytes the number takes. */
    static int length(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    static int write(int value, byte[] out, int offset) {
        int at = offset;
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            out[at++] = (byte) (rest | 0x80);
        }
        out[at++] = (byte) rest;
        return at;
    }

    /** Returns the offset just after the number that begins at {@code offset}. */
    static int end(byte[] buf, int offset, int limit) {
        int at = offset;
        while (true) {
            if (at - offset == MAX_LENGTH) {
                throw new MalformedException(offset, "varint longer than 10 bytes");
            }
            if (at == limit) {
                throw new MalformedException(offset, "truncated varint");
            }
            if (buf[at++] >= 0) {
                break;
            }
        }
        if (buf[at - 1] == 0 && at - offset > 1) {
            throw new MalformedException(offset, "varint longer than needed");
        }
        return at;
    }

    /** Returns the number in {@code buf[offset, end)}; one that does not fit in an int comes out as Integer.MAX_VALUE. */
    static int read(byte[] buf, int offset, int end) {
        if (end - offset > 5) {
            return Integer.MAX_VALUE;
        }
        long value = 0;
        for (int i = end - 1; i >= offset; i--) {
            value = value << 7 | (buf[i] & 0x7f);
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
