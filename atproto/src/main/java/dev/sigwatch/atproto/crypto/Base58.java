package dev.sigwatch.atproto.crypto;

import dev.sigwatch.atproto.MalformedException;
import java.util.Arrays;

/** base58btc, the text form of keys. Both directions take quadratic time, so the length is bounded. */
final class Base58 {
    /**
     * Longest text read, our bound: holds any key a {@code did:key} names in practice up to RSA-2048 (about 375 characters), so
     * that such a key can be told from an unreadable one. The two curves in use need 48, and 88 in legacy form.
     */
    static final int MAX_LENGTH = 512;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final byte[] VALUES = values();

    private Base58() {}

    /**
     * Reads {@code text} from {@code start} to its end.
     *
     * @throws MalformedException if more than {@link #MAX_LENGTH} characters are left, or one is outside the alphabet
     */
    static byte[] decode(String text, int start) {
        int length = text.length() - start;
        if (length > MAX_LENGTH) {
            throw new MalformedException(-1, "base58: longer than " + MAX_LENGTH + " characters");
        }
        int zeros = 0;
        while (zeros < length && text.charAt(start + zeros) == '1') {
            zeros++;
        }
        // A digit carries log2(58) = 5.86 bits, so one byte per character is always enough.
        byte[] out = new byte[length];
        int first = length;
        for (int i = start + zeros; i < text.length(); i++) {
            int carry = value(text.charAt(i));
            for (int j = length - 1; j >= first || carry != 0; j--) {
                carry += 58 * (out[j] & 0xFF);
                out[j] = (byte) carry;
                carry >>>= 8;
                first = Math.min(first, j);
            }
        }
        return Arrays.copyOfRange(out, first - zeros, length);
    }

    /** Writes {@code bytes}; meant for keys, not for long input. */
    static String encode(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        // log(256) / log(58) = 1.366 characters per byte.
        byte[] digits = new byte[(bytes.length - zeros) * 138 / 100 + 1];
        int first = digits.length;
        for (int i = zeros; i < bytes.length; i++) {
            int carry = bytes[i] & 0xFF;
            for (int j = digits.length - 1; j >= first || carry != 0; j--) {
                carry += 256 * digits[j];
                digits[j] = (byte) (carry % 58);
                carry /= 58;
                first = Math.min(first, j);
            }
        }
        StringBuilder out = new StringBuilder(zeros + digits.length - first);
        out.append("1".repeat(zeros));
        for (int i = first; i < digits.length; i++) {
            out.append(ALPHABET.charAt(digits[i]));
        }
        return out.toString();
    }

    private static int value(char c) {
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0) {
            throw new MalformedException(-1, "base58: character outside the alphabet");
        }
        return value;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
