package dev.sigwatch.job.value;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;

/**
 * A frame and the one conclusion about it: what the rows of it are made of.
 *
 * @param judgedAt microseconds since the epoch, the judge's clock
 */
public record JudgedEvent(CheckedEvent event, Judgement judgement, long judgedAt) {}
