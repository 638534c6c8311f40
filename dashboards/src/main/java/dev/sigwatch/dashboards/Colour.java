package dev.sigwatch.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;

/** Colours by what they mean, the same on every board. */
public enum Colour {
    GOOD("green"),
    NOTE("blue"),
    ODD("yellow"),
    WARN("orange"),
    BAD("red"),
    BROKEN("purple"),
    QUIET("gray");

    /** Of verdicts. */
    public static final Map<String, Colour> VERDICTS = map(
            "VERIFIED",
            GOOD,
            "VIOLATION",
            BAD,
            "UNPROVEN",
            ODD,
            "MALFORMED",
            BROKEN,
            "NOTICE",
            QUIET,
            "not to be had",
            WARN);

    /** Of priorities. */
    public static final Map<String, Colour> SEVERITIES = map("P1", BAD, "P2", WARN, "P3", ODD, "P4", NOTE, "ok", GOOD);

    /** Of what became of an incident. */
    public static final Map<String, Colour> STATUSES = map("open", BAD, "explained", QUIET, "recovered", GOOD);

    /** Of the three hashes of a manifest. */
    public static final Map<String, Colour> BINDINGS =
            map("bound", GOOD, "unbound-legacy", ODD, "mismatch", BAD, "none", QUIET);

    /** Of what the trust policy said. */
    public static final Map<String, Colour> POLICIES =
            map("allowed", GOOD, "would-deny", WARN, "denied", BAD, "none", QUIET);

    /** Of identity operations. */
    public static final Map<String, Colour> FATES = map("holds", GOOD, "undone", WARN, "breaks a rule", BAD);

    /** Of what happens to a tag. */
    public static final Map<String, Colour> TAG_CHANGES = map(
            "created",
            GOOD,
            "moved",
            NOTE,
            "rolled-back",
            BAD,
            "rewritten",
            WARN,
            "deleted",
            QUIET,
            "vanished",
            WARN,
            "snapshot",
            QUIET);

    /** Of numbers that must be none. */
    public static final Map<String, Colour> ZERO = map("0", GOOD);

    private final String grafana;

    Colour(String grafana) {
        this.grafana = grafana;
    }

    /** Grafana's name of it. */
    public String grafana() {
        return grafana;
    }

    private static Map<String, Colour> map(Object... pairs) {
        Map<String, Colour> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put((String) pairs[at], (Colour) pairs[at + 1]);
        }
        return map;
    }
}
