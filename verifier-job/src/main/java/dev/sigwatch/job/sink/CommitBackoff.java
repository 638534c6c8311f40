package dev.sigwatch.job.sink;

import java.time.Duration;

/** How long to wait before the next attempt: doubling, up to a limit that keeps recovery prompt. */
final class CommitBackoff {
    private static final long FIRST_MILLIS = 100;
    private static final long MOST_MILLIS = 5_000;
    private static final int DOUBLINGS = 6;

    private CommitBackoff() {}

    /** @param failures attempts failed so far, at least 1 */
    static Duration after(int failures) {
        return Duration.ofMillis(Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS)));
    }
}
