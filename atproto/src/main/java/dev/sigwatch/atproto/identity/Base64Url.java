package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.MalformedException;
import java.util.Base64;

/**
 * base64url as did:plc writes signatures: no padding, nothing outside the alphabet, unused bits zero, so that a signature has
 * one text (<a href="https://www.rfc-editor.org/rfc/rfc4648#section-3.5">RFC 4648 §3.5</a>).
 */
final class Base64Url {
    /** Longest text read, our bound: a compact signature takes 86 characters, a DER one 96. */
    static final int MAX_LENGTH = 256;

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws MalformedException if {@code text} is longer than {@link #MAX_LENGTH} or not what {@link #encode} writes */
    static byte[] decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(-1, "base64url: longer than " + MAX_LENGTH + " characters");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The JDK lets padding and unused bits pass.
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException outsideTheAlphabet) {
            throw new MalformedException(-1, "base64url: character outside the alphabet, or one too few");
        }
        throw new MalformedException(-1, "base64url: padding or unused bits");
    }
}
