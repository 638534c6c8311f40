package dev.sigwatch.simulator.network;

import java.util.List;

/**
 * What an auditor must conclude about something sent, in the auditor's own names.
 *
 * @param verdict the verdict's name; empty where no row may come of it
 * @param findings names of findings that must be among those reported
 */
public record Expectation(String verdict, List<String> findings) {
    /** An honest commit. */
    public static final Expectation VERIFIED = new Expectation("VERIFIED", List.of());
    /** An unsigned notice. */
    public static final Expectation NOTICE = new Expectation("NOTICE", List.of());
    /** No frame, so no row. */
    public static final Expectation NO_ROW = new Expectation("", List.of());

    static Expectation of(String verdict, String... findings) {
        return new Expectation(
                verdict, List.of(findings).stream().filter(it -> !it.isEmpty()).toList());
    }
}
