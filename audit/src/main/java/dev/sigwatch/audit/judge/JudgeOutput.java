package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;

/** Where conclusions and questions go. */
public interface JudgeOutput {
    /**
     * The one and only conclusion about an event. For an export's parts each is given: the last one's findings are the whole
     * export's, and the records of each are what is new in it.
     */
    void judged(CheckedEvent event, Judgement judgement);

    /** A question to the resolver. */
    void ask(IdentityRequest request);

    /** A question to the fetcher of repositories. */
    void ask(RepoRequest request);
}
