package dev.sigwatch.atproto.syntax;

/** One dot-separated part of a domain name (RFC 1035, with leading digits as in RFC 1123). */
final class DomainLabel {
    /** RFC 1035 §2.3.4. */
    static final int MAX_LENGTH = 63;

    /** RFC 1035 §2.3.4, without the trailing dot. */
    static final int MAX_NAME_LENGTH = 253;

    private DomainLabel() {}

    /** Whether {@code text[from, to)} is a label: 1 to 63 letters, digits and inner hyphens. */
    static boolean isValid(String text, int from, int to) {
        if (to <= from || to - from > MAX_LENGTH || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && c != '-') {
                return false;
            }
        }
        return true;
    }
}
