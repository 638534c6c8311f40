package dev.sigwatch.atproto.syntax;

/** The character classes that the identifier grammars are made of. */
final class Ascii {
    private Ascii() {}

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLetter(char c) {
        return isLower(c) || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }
}
