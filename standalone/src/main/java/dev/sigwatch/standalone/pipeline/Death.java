package dev.sigwatch.standalone.pipeline;

/**
 * A part that ended without having been asked to.
 *
 * @param why one line
 */
public record Death(PartName part, String why) {
    /** Last words may be long; the rest is in the logs. */
    private static final int MAX_WHY = 400;

    /** Cuts what is too long for a line. */
    public Death {
        why = why.length() > MAX_WHY ? why.substring(0, MAX_WHY) + "..." : why;
    }
}
