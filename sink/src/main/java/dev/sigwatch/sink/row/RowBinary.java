package dev.sigwatch.sink.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A growing buffer of ClickHouse's RowBinary: little-endian numbers, lengths as LEB128, no type information. */
final class RowBinary {

    /** What DateTime64(6) can show: 1900-01-01 to 2299-12-31. Publishers may claim any time; theirs is moved to the nearer end. */
    static final long MIN_MICROS = -2_208_988_800_000_000L;

    static final long MAX_MICROS = 10_413_791_999_999_999L;

    private static final int INITIAL_BYTES = 1 << 12;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int size;

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    void clear() {
        size = 0;
    }

    /** Takes back everything after a position. */
    void truncate(int to) {
        size = to;
    }

    RowBinary text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    RowBinary bytes(byte[] value) {
        length(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    RowBinary texts(List<String> values) {
        length(values.size());
        values.forEach(this::text);
        return this;
    }

    RowBinary counts(Map<String, Long> values) {
        length(values.size());
        values.forEach((key, value) -> text(key).int64(value));
        return this;
    }

    RowBinary bool(boolean value) {
        return int8(value ? 1 : 0);
    }

    RowBinary int8(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    RowBinary int32(int value) {
        reserve(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    RowBinary int64(long value) {
        reserve(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** DateTime64(6): microseconds since the epoch. */
    RowBinary time(long micros) {
        return int64(Math.max(MIN_MICROS, Math.min(MAX_MICROS, micros)));
    }

    /** Nullable(DateTime64(6)). */
    RowBinary nullableTime(@Nullable Long micros) {
        return micros == null ? int8(1) : int8(0).time(micros);
    }

    private void length(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            buffer[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            long wanted = Math.max((long) size + more, buffer.length * 2L);
            if ((long) size + more > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("a batch of rows over 2 GiB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
