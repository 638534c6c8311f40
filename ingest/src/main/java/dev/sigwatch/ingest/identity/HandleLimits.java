package dev.sigwatch.ingest.identity;

import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;

/**
 * How hard the domains of handles are asked.
 *
 * @param desk how claims are dealt with; its interval is that between two lookups of one handle, whoever claims it
 * @param perSecond lookups begun in a second
 */
public record HandleLimits(DeskSettings desk, double perSecond) {

    /** Polite: one lookup of a handle in five minutes. */
    public static HandleLimits standard() {
        return new HandleLimits(
                desk(Duration.ofMinutes(5), new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(20))), 20);
    }

    /** For a network of one's own on this machine. */
    public static HandleLimits ownNetwork() {
        Backoff tries = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        return new HandleLimits(desk(Duration.ofSeconds(2), tries), Double.POSITIVE_INFINITY);
    }

    private static DeskSettings desk(Duration interval, Backoff tries) {
        return new DeskSettings(50_000, 100_000, interval, 0, 3, tries, 1, tries);
    }
}
