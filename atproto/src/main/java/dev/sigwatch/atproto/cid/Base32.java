package dev.sigwatch.atproto.cid;

import dev.sigwatch.atproto.MalformedException;
import java.nio.charset.StandardCharsets;

/** RFC 4648 base32 in lower case without padding, the body of a multibase {@code b} string. */
public final class Base32 {
    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

    private Base32() {}

    /** Encodes all of {@code data}. */
    public static String encode(byte[] data) {
        byte[] text = new byte[(data.length * 8 + 4) / 5];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (byte b : data) {
            held = held << 8 | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text[at++] = ALPHABET[held >>> bits & 31];
            }
        }
        if (bits > 0) {
            text[at] = ALPHABET[held << (5 - bits) & 31];
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Decodes {@code text} from {@code from} on; unused trailing bits must be zero, so that each value has one text. */
    static byte[] decode(String text, int from) {
        byte[] data = new byte[(text.length() - from) * 5 / 8];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = from; i < text.length(); i++) {
            held = held << 5 | digit(text.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                data[at++] = (byte) (held >>> bits);
            }
        }
        if (bits >= 5 || (held & (1 << bits) - 1) != 0) {
            throw new MalformedException(-1, "base32 with unused bits set");
        }
        return data;
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= '2' && c <= '7') {
            return c - '2' + 26;
        }
        throw new MalformedException(-1, "character outside lower-case base32");
    }
}
