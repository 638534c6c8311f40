package dev.sigwatch.ingest.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before try number n: doubling from a first delay to a longest one, half of each delay random, so that many
 * clients of one broken server do not come back at the same moment.
 *
 * @param first the delay before the second try
 * @param longest the bound of every delay
 */
public record Backoff(Duration first, Duration longest) {

    /**
     * The delay after a number of failures in a row.
     *
     * @param failures at least 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        long longestMillis = longest.toMillis();
        long full = first.toMillis();
        for (int i = 1; i < failures && full < longestMillis; i++) {
            full *= 2;
        }
        full = Math.min(full, longestMillis);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
