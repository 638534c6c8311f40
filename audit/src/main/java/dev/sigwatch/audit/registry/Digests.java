package dev.sigwatch.audit.registry;

import java.util.Locale;

/**
 * Digests of contents as registries write them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">Digests</a>
 */
final class Digests {
    static final String SHA_256 = "sha256:";
    private static final int HEX_LENGTH = 64;

    private Digests() {}

    /** Whether a text is {@code sha256:} and 64 lower-case digits, the only form that a registry record can hold. */
    static boolean isSha256(String text) {
        return text.startsWith(SHA_256) && isHex(text.substring(SHA_256.length()));
    }

    /** Whether a text is 64 lower-case hexadecimal digits. */
    static boolean isHex(String text) {
        if (text.length() != HEX_LENGTH) {
            return false;
        }
        for (int i = 0; i < HEX_LENGTH; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The digits that a key or digest means, however sloppily it is written; anything else as it is. */
    static String meant(String text) {
        String digits = text.startsWith(SHA_256) ? text.substring(SHA_256.length()) : text;
        if (digits.length() != HEX_LENGTH) {
            return text;
        }
        String lower = digits.toLowerCase(Locale.ROOT);
        return isHex(lower) ? lower : text;
    }
}
