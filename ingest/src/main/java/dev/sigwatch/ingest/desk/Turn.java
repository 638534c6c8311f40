package dev.sigwatch.ingest.desk;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DID whose turn it is.
 *
 * @param lane the lane it is taken in
 * @param startedAt microseconds since the epoch
 * @param after the newest time that the requests name
 * @param requests those that this turn can answer, oldest first; none where all came too late for it
 * @param isLast whether a failure of this turn ends a round
 */
public record Turn<R>(String did, Lane lane, long startedAt, long after, List<R> requests, boolean isLast) {
    /** Who asks for a longer wait than this is reported unavailable at once. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    /**
     * Whether a failure ends a round, and so must be published before it is booked.
     *
     * @param retryAfter how long the other side asks us to wait, null if it does not
     */
    public boolean endsRound(@Nullable Duration retryAfter) {
        return isLast || (retryAfter != null && retryAfter.compareTo(LONG_WAIT) > 0);
    }
}
