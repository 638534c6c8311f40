package dev.sigwatch.audit.registry;

/** Text out of a record, as it may stand in a finding's detail: short, on one line, and whole characters only. */
final class Quoted {
    /** A digest with its algorithm fits, and two of them in one detail. */
    private static final int MAX_LENGTH = 100;

    private Quoted() {}

    static String text(String text) {
        int length = Math.min(text.length(), MAX_LENGTH);
        StringBuilder quoted = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return length < text.length() ? quoted.append('…').toString() : quoted.toString();
    }
}
