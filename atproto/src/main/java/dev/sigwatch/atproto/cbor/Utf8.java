package dev.sigwatch.atproto.cbor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8, fast where the text is ASCII. */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Returns the text, or null if the bytes are not valid UTF-8. */
    static @Nullable String decode(byte[] buf, int offset, int length) {
        String text = new String(buf, offset, length, StandardCharsets.UTF_8);
        // The platform decoder puts U+FFFD for each fault. Without one the bytes were valid; with one, they were only
        // if
        // the text really has that character. For ASCII the search costs nothing: such a string cannot hold it.
        if (text.indexOf(REPLACEMENT) >= 0 && !encodesTo(text, buf, offset, length)) {
            return null;
        }
        return text;
    }

    /** Whether the bytes are valid UTF-8; allocates nothing for ASCII. */
    static boolean isValid(byte[] buf, int offset, int length) {
        return isAscii(buf, offset, length) || decode(buf, offset, length) != null;
    }

    private static boolean isAscii(byte[] buf, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            if (((long) LONG.get(buf, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (buf[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean encodesTo(String text, byte[] buf, int offset, int length) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(encoded, 0, encoded.length, buf, offset, offset + length);
    }
}
