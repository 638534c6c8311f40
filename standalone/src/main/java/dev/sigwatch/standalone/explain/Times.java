package dev.sigwatch.standalone.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as people read them. */
public final class Times {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** @param micros since the epoch */
    public static String utc(long micros) {
        return FORM.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /** A span in hours and minutes. */
    public static String left(long micros) {
        Duration left = Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
        return left.toHours() + " h " + left.toMinutesPart() + " min";
    }
}
