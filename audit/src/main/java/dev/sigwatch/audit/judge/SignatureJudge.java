package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one signature: under the answer in force when the frame arrived, else under a later one, else what explains it.
 *
 * @see <a href="https://atproto.com/specs/sync#message-validation">Refresh the identity once, then reject</a>
 */
final class SignatureJudge {
    /** A replica of the directory may serve the old document for some hundred milliseconds; a younger answer settles nothing. */
    static final long SETTLE_MICROS = 1_000_000;

    private final SignatureVerifier verifier;

    SignatureJudge(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * @param knownCommit whether this very commit was verified before
     * @param expired whether waiting for answers is over
     */
    SignatureDecision decide(CheckedEvent event, KeyTimeline keys, boolean knownCommit, boolean expired) {
        long arrived = event.facts().receivedAt();
        int inForce = keys.indexAt(arrived);
        if (inForce < 0) {
            return expired
                    ? SignatureDecision.found(null, noAnswer(keys))
                    : SignatureDecision.ask(new IdentityRequest(event.did(), IdentityRequest.Reason.FIRST_SEEN, 0));
        }
        // No answer after the first one that is fresh has a say, so that reading ahead changes nothing.
        int fresh = keys.firstSeenSince(inForce, arrived + SETTLE_MICROS);
        int last = fresh >= 0 ? fresh : keys.entries().size() - 1;
        SignatureDecision passed = passing(event, keys.entries(), inForce, last);
        if (passed != null) {
            return passed;
        }
        if (knownCommit) {
            // A host that imports an account announces its last commit again, signed with the key of its day.
            return SignatureDecision.passed(null, List.of());
        }
        SignatureDecision malleated = malleated(event, keys.entries().subList(0, last + 1));
        if (malleated != null) {
            return malleated;
        }
        if (fresh < 0 && !expired) {
            return SignatureDecision.ask(
                    new IdentityRequest(event.did(), IdentityRequest.Reason.SIGNATURE_FAILED, arrived + SETTLE_MICROS));
        }
        // Only now: the directory's log may already list a key whose document is still on its way to us.
        SignatureDecision retired = retired(event, keys, inForce);
        return retired != null ? retired : unexplained(keys, inForce, last, fresh >= 0);
    }

    private @Nullable SignatureDecision passing(CheckedEvent event, List<KeyEntry> answers, int inForce, int last) {
        for (int i = inForce; i <= last; i++) {
            KeyEntry entry = answers.get(i);
            if (verifies(entry, event.digest(), event.signature())) {
                List<Finding> remarks = new ArrayList<>();
                if (i > inForce) {
                    remarks.add(FindingCode.OK_AFTER_IDENTITY_REFRESH.found());
                }
                if (entry.problem() != null) {
                    remarks.add(entry.problem().found());
                }
                return SignatureDecision.passed(entry, remarks);
            }
        }
        return null;
    }

    private @Nullable SignatureDecision malleated(CheckedEvent event, List<KeyEntry> answers) {
        for (KeyEntry entry : answers) {
            PublicKey key = entry.publicKey();
            if (key != null
                    && SignatureForm.of(key.curve(), event.signature()) == SignatureForm.HIGH_S
                    && verifier.verify(key, event.digest(), SignatureForm.twin(key.curve(), event.signature()))) {
                return SignatureDecision.found(entry, FindingCode.SIG_HIGH_S.found());
            }
        }
        return null;
    }

    private @Nullable SignatureDecision retired(CheckedEvent event, KeyTimeline keys, int inForce) {
        List<KeyEntry> before = new ArrayList<>(keys.entries().subList(0, inForce));
        before.addAll(keys.published());
        for (KeyEntry entry : before) {
            if (verifies(entry, event.digest(), event.signature())) {
                return SignatureDecision.found(entry, FindingCode.SIG_RETIRED_KEY.found(entry.key()));
            }
        }
        return null;
    }

    private static SignatureDecision unexplained(KeyTimeline keys, int inForce, int last, boolean fresh) {
        KeyEntry newest = keys.entries().get(last);
        if (newest.curve() == null && newest.problem() != null) {
            return SignatureDecision.found(newest, newest.problem().found());
        }
        KeyEntry held = keys.entries().get(inForce);
        KeyEntry judgedBy = held.curve() == null ? newest : held;
        return fresh
                ? SignatureDecision.found(judgedBy, FindingCode.SIG_UNKNOWN_KEY.found())
                : SignatureDecision.found(
                        judgedBy,
                        FindingCode.IDENTITY_TRANSIENT.found(
                                "fails under the key held, and no later answer came" + because(keys)));
    }

    private static Finding noAnswer(KeyTimeline keys) {
        return FindingCode.IDENTITY_TRANSIENT.found("no answer came" + because(keys));
    }

    private static String because(KeyTimeline keys) {
        return keys.lastFailure().isEmpty() ? "" : ": " + keys.lastFailure();
    }

    private boolean verifies(KeyEntry entry, byte[] digest, byte[] signature) {
        PublicKey key = entry.publicKey();
        return key != null && verifier.verify(key, digest, signature);
    }
}
