package dev.sigwatch.ingest.fetch;

/** Text that a host chose, made fit for one line of a log or a status. */
public final class OneLine {
    private static final int LONGEST = 200;

    private OneLine() {}

    /** The start of a text, without line breaks, control and format characters. */
    public static String of(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
