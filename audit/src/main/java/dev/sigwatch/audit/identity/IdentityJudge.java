package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Doubts.Advice;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.nio.charset.StandardCharsets;

/**
 * Judges what is observed of one identity against what was known of it. Pure; the same observation again changes nothing, and an
 * old one that comes late is held to what was so at its time.
 *
 * <p>A directory's servers need a moment to agree. What may be that moment is not told but looked at again: for 60 seconds where one
 * lacks what another shows, and 10 seconds apart where a document fits nothing known. Which directory's log is held, and is compared with the others, the first one
 * decides of which a log was seen.
 */
public final class IdentityJudge {
    private final LogJudge logs;

    public IdentityJudge(SignatureVerifier verifier) {
        this.logs = new LogJudge(verifier);
    }

    /** Takes the next observation of the DID. */
    public IdentityDecision observe(IdentityObservation observation, IdentityState before) {
        Draft draft = new Draft(observation, before);
        switch (observation.kind()) {
            case PLC_AUDIT_LOG -> logs.log(draft);
            case PLC_OP -> logs.line(draft);
            case PLC_FEED_FAULT -> feedFault(draft);
            case DID_DOCUMENT -> DocumentJudge.document(draft);
            case REDIRECT -> WebJudge.redirect(draft);
            case HANDLE -> Handles.judge(draft);
            case NOT_FOUND -> DocumentJudge.absence(draft);
            case UNAVAILABLE -> {
                // Says nothing about the DID.
            }
        }
        return draft.decision();
    }

    private static void feedFault(Draft draft) {
        String body = new String(draft.seen.body(), StandardCharsets.UTF_8);
        String what = Rows.hash(draft.seen.body()) + " " + draft.seen.observedAt();
        if (Doubts.raise(draft, "feed", what, 0) == Advice.TELL) {
            int end = body.indexOf('\n');
            draft.contradict(
                    FindingCode.PLC_FEED_ORDER.found(end < 0 ? body : body.substring(0, end)),
                    new byte[0],
                    draft.seen.body());
        }
    }
}
