package dev.sigwatch.ingest.desk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a turn. */
public sealed interface Outcome {

    /**
     * The answer is published; the requests that the turn can answer are done with.
     *
     * @param published records of it
     */
    record Answered(int published) implements Outcome {}

    /**
     * No answer this time. If that {@linkplain Turn#endsRound ends a round} or lasts, it is published; then, or after the last
     * round, the DID's requests are given up. Unlike an answer it answers no request to come.
     *
     * @param reason one line for people
     * @param isLasting whether another try would be in vain
     * @param retryAfter how long the other side asks us to wait, null if it does not; its whole lane waits
     * @param published records that say so
     */
    record Failed(
            String reason, boolean isLasting, @Nullable Duration retryAfter, int published) implements Outcome {}

    /** Half the way: the case keeps its place in time, but its next turn is to be taken in another lane. */
    record Moved(Lane lane, int published) implements Outcome {}
}
