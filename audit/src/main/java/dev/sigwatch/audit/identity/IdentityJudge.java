package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.util.List;

/** Judges what is observed of one identity against what was known of it. */
public final class IdentityJudge {
    private final SignatureVerifier verifier;

    public IdentityJudge(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /** Takes the next observation of the DID. */
    public IdentityDecision observe(IdentityObservation observation, IdentityState before) {
        return new IdentityDecision(before, null, List.of(), "");
    }

    SignatureVerifier verifier() {
        return verifier;
    }
}
