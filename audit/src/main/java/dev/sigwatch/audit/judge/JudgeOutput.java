package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.stream.IdentityRequest;

/** Where conclusions and questions go. */
public interface JudgeOutput {
    /** The one and only conclusion about an event. */
    void judged(CheckedEvent event, Judgement judgement);

    /** A question to the resolver. */
    void ask(IdentityRequest request);
}
