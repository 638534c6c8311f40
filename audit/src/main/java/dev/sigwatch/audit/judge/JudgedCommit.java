package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;

/**
 * A commit as it was judged, to be judged again should the past turn out otherwise.
 *
 * @param event without its frame, records and commit block
 * @param judgement the newest one
 * @param number its number among those ever kept; its place is the remainder by {@link #REMEMBERED}
 * @param revision how often it was judged anew
 */
public record JudgedCommit(CheckedEvent event, Judgement judgement, long number, int revision) {
    /**
     * Commits kept per DID, in a ring; older ones keep their verdict whatever becomes known later. The busiest publisher of the
     * registry commits some hundred times a day, and what a recovery can undo is 72 hours old at most.
     */
    public static final int REMEMBERED = 2_048;

    /** Its place in the ring. */
    int place() {
        return (int) (number % REMEMBERED);
    }
}
