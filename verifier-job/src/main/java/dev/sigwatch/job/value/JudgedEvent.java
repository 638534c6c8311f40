package dev.sigwatch.job.value;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;

/**
 * A frame, or part of an export, and a conclusion about it: what the rows of it are made of.
 *
 * @param judgedAt microseconds since the epoch, the judge's clock
 * @param revision 0 for the first conclusion; later ones take the place of earlier ones, and come without the event's bytes
 * @param revisionReason what became known since, empty for the first one
 */
public record JudgedEvent(CheckedEvent event, Judgement judgement, long judgedAt, int revision, String revisionReason) {
    /** The first conclusion about an event. */
    public JudgedEvent(CheckedEvent event, Judgement judgement, long judgedAt) {
        this(event, judgement, judgedAt, 0, "");
    }
}
