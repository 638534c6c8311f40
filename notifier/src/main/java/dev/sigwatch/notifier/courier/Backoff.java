package dev.sigwatch.notifier.courier;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from a first delay to a longest one, half of each random, so that many senders do
 * not come back to a broken server at the same moment.
 */
public record Backoff(Duration first, Duration longest) {
    /** From one second to five minutes. */
    public static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** @param failures in a row, at least 1 */
    Duration delay(int failures, RandomGenerator random) {
        long full = first.toMillis();
        for (int i = 1; i < failures && full < longest.toMillis(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
