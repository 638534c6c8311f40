package dev.sigwatch.audit.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Record headers as named byte strings: text as UTF-8, numbers as 8 bytes big-endian. */
final class Headers {
    private final Map<String, byte[]> values = new LinkedHashMap<>();

    Headers text(String name, String value) {
        values.put(name, value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Headers number(String name, long value) {
        values.put(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    Map<String, byte[]> toMap() {
        return values;
    }

    static String text(Function<String, byte @Nullable []> headers, String name) {
        return new String(required(headers, name), StandardCharsets.UTF_8);
    }

    static long number(Function<String, byte @Nullable []> headers, String name) {
        byte[] value = required(headers, name);
        if (value.length != Long.BYTES) {
            throw new IllegalStateException("header " + name + " is not 8 bytes");
        }
        return ByteBuffer.wrap(value).getLong();
    }

    private static byte[] required(Function<String, byte @Nullable []> headers, String name) {
        byte[] value = headers.apply(name);
        if (value == null) {
            throw new IllegalStateException("record without header " + name + ": not written by this program");
        }
        return value;
    }
}
