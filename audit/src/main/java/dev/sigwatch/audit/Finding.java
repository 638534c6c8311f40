package dev.sigwatch.audit;

/**
 * One thing found about a frame.
 *
 * @param detail what exactly, empty where the code says it all; never longer than {@link #MAX_DETAIL}
 */
public record Finding(FindingCode code, String detail) {
    /** Details quote attacker-chosen text; longer ones are cut. */
    public static final int MAX_DETAIL = 300;

    public Finding {
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL);
        }
    }
}
