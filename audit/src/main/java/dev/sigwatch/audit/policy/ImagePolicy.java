package dev.sigwatch.audit.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code policies}: what it asks of the images of its scope.
 *
 * @param scope over registry, account and repository; {@code *} stays within one of their parts
 * @param line where it stands
 */
record ImagePolicy(String name, Glob scope, Requirement require, Action action, int line) {

    /** What follows if an image is not as required. */
    enum Action {
        /** It is refused. */
        ENFORCE("enforce"),
        /** It is allowed, and that it should not be is noted. */
        AUDIT("audit");

        final String wireName;

        Action(String wireName) {
            this.wireName = wireName;
        }
    }

    /**
     * What is asked for.
     *
     * @param signature whether an image without evidence is refused; bad evidence always is
     * @param trustedDids who may sign, with the line of each; null for anybody
     * @param trustedDidsLine where they stand
     * @param minSignatures how many accounts must vouch
     */
    record Requirement(
            boolean signature,
            int signatureLine,
            @Nullable Map<String, Integer> trustedDids,
            int trustedDidsLine,
            int minSignatures,
            int minSignaturesLine) {}

    boolean isAbout(List<String> names) {
        return names.stream().anyMatch(scope::matches);
    }

    TrustDecision decide(TrustQuestion question, Map<String, TrustedDid> dids) {
        String evidence = TrustWords.refusal(question.evidence(), require.signature, name);
        if (!evidence.isEmpty()) {
            return refused(require.signatureLine, evidence);
        }
        if (require.minSignatures > 1) {
            return refused(
                    require.minSignaturesLine,
                    TrustWords.policy(name) + " asks for " + require.minSignatures
                            + " signatures, and an image in a repository has one: its owner's.");
        }
        return require.trustedDids == null
                ? allowed(line, TrustWords.allowedToAll(name, require.signature))
                : decide(question, require.trustedDids, dids);
    }

    private TrustDecision decide(TrustQuestion question, Map<String, Integer> listed, Map<String, TrustedDid> dids) {
        Integer at = listed.get(question.did());
        TrustedDid did = dids.get(question.did());
        if (at == null || did == null) {
            return refused(require.trustedDidsLine, TrustWords.notListed(name, question.did(), listed.size()));
        }
        if (did.isBefore(question.at())) {
            return refused(did.validFromLine(), TrustWords.tooEarly(did, question.at()));
        }
        if (did.isOver(question.at())) {
            return refused(did.expiresAtLine(), TrustWords.tooLate(did, question.at()));
        }
        return allowed(at, TrustWords.trusted(name, did, question.evidence()));
    }

    private TrustDecision allowed(int decidingLine, String reason) {
        return new TrustDecision(TrustDecision.Result.ALLOWED, name, decidingLine, reason);
    }

    private TrustDecision refused(int decidingLine, String reason) {
        return action == Action.ENFORCE
                ? new TrustDecision(TrustDecision.Result.DENIED, name, decidingLine, reason)
                : new TrustDecision(
                        TrustDecision.Result.WOULD_DENY,
                        name,
                        decidingLine,
                        reason + " The policy's action is audit: this is noted and not enforced.");
    }
}
