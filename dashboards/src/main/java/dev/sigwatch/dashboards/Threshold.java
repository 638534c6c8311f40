package dev.sigwatch.dashboards;

import java.util.List;

/**
 * From a value on, a colour.
 *
 * @param from negative infinity for the first
 */
public record Threshold(double from, Colour colour) {

    /** No value is better or worse than another. */
    public static final List<Threshold> NONE = List.of(base(Colour.NOTE));

    /** Good is none at all. */
    public static final List<Threshold> EXPECT_ZERO = List.of(base(Colour.GOOD), new Threshold(1, Colour.BAD));

    /** The colour below all other thresholds. */
    public static Threshold base(Colour colour) {
        return new Threshold(Double.NEGATIVE_INFINITY, colour);
    }

    /** Good until there are some, then a warning. */
    public static List<Threshold> warnFrom(double warn) {
        return List.of(base(Colour.GOOD), new Threshold(warn, Colour.WARN));
    }

    /** Good until there are some, a warning, then bad. */
    public static List<Threshold> upTo(double warn, double bad) {
        return List.of(base(Colour.GOOD), new Threshold(warn, Colour.WARN), new Threshold(bad, Colour.BAD));
    }

    /** Bad, a warning from there, good from there. */
    public static List<Threshold> atLeast(double warn, double good) {
        return List.of(base(Colour.BAD), new Threshold(warn, Colour.WARN), new Threshold(good, Colour.GOOD));
    }
}
