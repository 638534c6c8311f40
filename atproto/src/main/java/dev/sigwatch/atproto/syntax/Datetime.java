package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date and time in the intersection of RFC 3339 and ISO 8601 that <a
 * href="https://atproto.com/specs/lexicon#datetime">Lexicon</a> demands: capital T, explicit seconds and time zone.
 *
 * @param value the text as written
 * @param instant the moment it names; digits beyond nanoseconds are cut off
 */
public record Datetime(String value, Instant instant) {
    /** Lexicon's limit, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final Instant YEAR_ZERO = Instant.parse("0000-01-01T00:00:00Z");

    /**
     * Reads a datetime.
     *
     * @throws MalformedException if the text is not one, or names no real moment from the year 0 on
     */
    public static Datetime parse(String text) {
        return tryParse(text).orElseThrow(() -> new MalformedException(-1, "not a datetime"));
    }

    /** Reads a datetime, or returns empty if the text is not one. */
    public static Optional<Datetime> tryParse(String text) {
        if (text.length() > MAX_LENGTH || !startsWithShape(text)) {
            return Optional.empty();
        }
        int zone = SHAPE.length();
        int nanos = 0;
        if (zone < text.length() && text.charAt(zone) == '.') {
            int digits = 0;
            for (zone++; zone < text.length() && Ascii.isDigit(text.charAt(zone)); zone++, digits++) {
                nanos = digits < 9 ? nanos * 10 + (text.charAt(zone) - '0') : nanos;
            }
            if (digits == 0) {
                return Optional.empty();
            }
            for (; digits < 9; digits++) {
                nanos *= 10;
            }
        }
        Instant instant = instant(text, nanos, zone);
        return instant == null ? Optional.empty() : Optional.of(new Datetime(text, instant));
    }

    private static @Nullable Instant instant(String text, int nanos, int zone) {
        try {
            ZoneOffset offset = offset(text.substring(zone));
            if (offset == null) {
                return null;
            }
            Instant instant = LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos)
                    .toInstant(offset);
            return instant.isBefore(YEAR_ZERO) ? null : instant;
        } catch (DateTimeException noSuchMoment) {
            return null;
        }
    }

    private static @Nullable ZoneOffset offset(String zone) {
        if (zone.equals("Z")) {
            return ZoneOffset.UTC;
        }
        // -00:00 is RFC 3339's "offset unknown", which ISO 8601 does not have.
        if (zone.length() != 6 || !matches(zone.substring(1), "dd:dd") || zone.equals("-00:00")) {
            return null;
        }
        int hours = number(zone, 1, 3);
        int minutes = number(zone, 4, 6);
        return switch (zone.charAt(0)) {
            case '+' -> ZoneOffset.ofHoursMinutes(hours, minutes);
            case '-' -> ZoneOffset.ofHoursMinutes(-hours, -minutes);
            default -> null;
        };
    }

    private static boolean startsWithShape(String text) {
        return text.length() >= SHAPE.length() && matches(text.substring(0, SHAPE.length()), SHAPE);
    }

    /** Whether every character is the one of the shape, where {@code d} stands for a digit. */
    private static boolean matches(String text, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            char c = text.charAt(i);
            if (expected == 'd' ? !Ascii.isDigit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Microseconds since the epoch; finer parts are cut off. */
    public long micros() {
        return instant.getEpochSecond() * 1_000_000 + instant.get(ChronoField.MICRO_OF_SECOND);
    }

    @Override
    public String toString() {
        return value;
    }
}
