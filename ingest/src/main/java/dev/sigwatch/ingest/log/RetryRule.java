package dev.sigwatch.ingest.log;

import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when the log opens again after a failure.
 *
 * <p>Being shut out by another writer with our transactional id is tried again a few times only, and slowly: a suspended machine
 * looks the same, but two deployments that took turns would never end.
 */
final class RetryRule {
    /** Times of being shut out within the window before giving up. */
    static final int MAX_FENCED = 3;

    static final Duration FENCED_WINDOW = Duration.ofMinutes(5);
    static final Duration FENCED_DELAY = Duration.ofSeconds(10);

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Deque<Long> fencedAt = new ArrayDeque<>();
    private int inARow;

    RetryRule(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
    }

    /** Says whether anything was committed since the last failure. */
    void progressed(boolean anything) {
        if (anything) {
            inARow = 0;
        }
    }

    /** The delay before the next try, null to give up. */
    @Nullable
    Duration next(JournalException.Remedy remedy, long nowNanos) {
        inARow++;
        return switch (remedy) {
            case GIVE_UP -> null;
            case RETRY -> backoff.delay(inARow, random);
            case FENCED -> fenced(nowNanos);
        };
    }

    private @Nullable Duration fenced(long nowNanos) {
        fencedAt.addLast(nowNanos);
        while (nowNanos - fencedAt.getFirst() > FENCED_WINDOW.toNanos()) {
            fencedAt.removeFirst();
        }
        return fencedAt.size() > MAX_FENCED ? null : FENCED_DELAY;
    }
}
