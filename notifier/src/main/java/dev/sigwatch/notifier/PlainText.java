package dev.sigwatch.notifier;

/** Texts that strangers chose, such as handles and titles that name them, made harmless for a terminal, a page or a log line. */
public final class PlainText {
    private PlainText() {}

    /**
     * The text on one line: without control characters, and without those that change the order in which others are shown.
     *
     * @param most characters kept
     */
    public static String line(String text, int most) {
        return cut(text, most).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\u2028\\u2029]", "?");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
