package dev.sigwatch.ingest.stream;

import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides when a relay is connected to again, and from where. */
final class ReconnectPolicy {
    /** Traffic for this long makes a connection count as good, and the next failure as the first. */
    static final Duration STABLE = Duration.ofSeconds(30);

    private static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    /** For answers that say that we are wrong, not the moment. */
    private static final Backoff SLOW = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private final RandomGenerator random;
    private int failures;

    ReconnectPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What to do next.
     *
     * @param delay before connecting
     * @param live connect without a cursor
     */
    record Plan(Duration delay, boolean live) {}

    /**
     * Decides after the end of a connection.
     *
     * @param frames it delivered
     * @param lasted how long it was up
     */
    Plan after(Ending ending, long frames, Duration lasted) {
        if (frames > 0 && lasted.compareTo(STABLE) >= 0) {
            failures = 0;
        }
        if (ending instanceof Ending.LogReset) {
            return new Plan(Duration.ZERO, false);
        }
        failures++;
        if (ending instanceof Ending.Refused refused) {
            return new Plan(afterRefusal(refused), false);
        }
        boolean ahead =
                ending instanceof Ending.ErrorFrame error && error.name().equals("FutureCursor");
        return new Plan(USUAL.delay(failures, random), ahead);
    }

    private Duration afterRefusal(Ending.Refused refused) {
        int status = refused.status();
        boolean passing = status == 429 || (status >= 500 && status != 501);
        Duration own = (passing ? USUAL : SLOW).delay(failures, random);
        @Nullable Duration theirs = refused.retryAfter();
        return theirs != null && theirs.compareTo(own) > 0 ? theirs : own;
    }
}
