package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;

/** Where conclusions and questions go. */
public interface JudgeOutput {
    /**
     * The one and only conclusion about an event. For an export's parts each is given: the last one's findings are the whole
     * export's, and the records of each are what is new in it.
     */
    void judged(CheckedEvent event, Judgement judgement);

    /** What an observation told that was new. */
    void identity(JudgedIdentity identity);

    /**
     * A conclusion that takes the place of an earlier one, because more is known of the past.
     *
     * @param event without its frame, records and commit block
     * @param revision 1 for the first, and so on
     * @param reason what became known, for people
     * @param at when, microseconds since the epoch
     */
    void revised(CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at);

    /** A question to the resolver. */
    void ask(IdentityRequest request);

    /** A question to the fetcher of repositories. */
    void ask(RepoRequest request);
}
