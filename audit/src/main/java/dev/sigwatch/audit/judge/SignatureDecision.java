package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a signature with the answers at hand.
 *
 * @param entry the answer it was judged against, null where there is none
 * @param findings what was found; a signature without a finding that counts passes
 * @param question what to ask before deciding, null where the decision is final
 */
record SignatureDecision(
        @Nullable KeyEntry entry,
        List<Finding> findings,
        @Nullable IdentityRequest question) {

    static SignatureDecision passed(@Nullable KeyEntry entry, List<Finding> findings) {
        return new SignatureDecision(entry, findings, null);
    }

    static SignatureDecision found(@Nullable KeyEntry entry, Finding finding) {
        return new SignatureDecision(entry, List.of(finding), null);
    }

    static SignatureDecision ask(IdentityRequest question) {
        return new SignatureDecision(null, List.of(), question);
    }

    /** Whether a finding leaves the signature as good as it is. */
    static boolean isRemark(Finding finding) {
        return finding.code().effect() == Effect.NOTE;
    }
}
