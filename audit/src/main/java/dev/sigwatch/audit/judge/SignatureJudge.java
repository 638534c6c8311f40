package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one signature: which key it verifies under, and what that key was to the DID when the commit came.
 *
 * @see <a href="https://atproto.com/specs/sync#message-validation">Refresh the identity once, then reject</a>
 */
final class SignatureJudge {
    /** A replica of the directory may serve the old document for some hundred milliseconds; a younger answer settles nothing. */
    static final long SETTLE_MICROS = 1_000_000;

    private final SignatureVerifier verifier;
    private final long grace;

    /** @param grace how long after its replacement a key is still honoured */
    SignatureJudge(SignatureVerifier verifier, Duration grace) {
        this.verifier = verifier;
        this.grace = grace.toNanos() / 1_000;
    }

    /**
     * @param knownCommit whether this very commit was verified before
     * @param expired whether waiting for answers is over
     */
    SignatureDecision decide(CheckedEvent event, DidState state, boolean knownCommit, boolean expired) {
        KeyTimeline keys = state.keys();
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
        SignatureDecision use = answered(event, keys, state, inForce, last);
        if (use == null) {
            use = logged(event, keys, state);
        }
        if (use != null && use.findings().stream().allMatch(SignatureDecision::isRemark)) {
            return use;
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
        // Only now: the directory may be about to show what explains it.
        if (use == null) {
            use = otherwise(event, keys, state, inForce);
        }
        return use != null ? use : unexplained(keys, inForce, last, fresh >= 0);
    }

    /**
     * Decides again a signature that was decided before, with what is known now.
     *
     * @param key did:key that it was found to verify under, empty if none
     */
    SignatureDecision again(CheckedEvent event, String key, DidState state) {
        if (!key.isEmpty()) {
            for (KeyPeriod period : periods(state)) {
                if (period.key().equals(key)) {
                    return used(
                            KeyEntry.of(period),
                            KeyUse.of(periods(state), key, arrived(event), made(event), grace),
                            false);
                }
            }
        }
        return decide(event, state, false, true);
    }

    /** Under the answer in force, or a later one. A key that the log does not know of is no key, whatever the document says. */
    private @Nullable SignatureDecision answered(
            CheckedEvent event, KeyTimeline keys, DidState state, int inForce, int last) {
        for (int i = inForce; i <= last; i++) {
            KeyEntry entry = keys.entries().get(i);
            if (verifies(entry.publicKey(), event)) {
                if (keys.log().isEmpty()) {
                    // Nothing but the documents themselves tells when one took effect.
                    return passed(entry, i > inForce ? FindingCode.OK_AFTER_IDENTITY_REFRESH : null);
                }
                KeyUse use = KeyUse.of(keys.log(), entry.key(), arrived(event), made(event), grace);
                if (use.kind() != KeyUse.Kind.VALID && keys.log().size() == KeyTimeline.MAX_LOG) {
                    use = KeyUse.of(state.identity().periods(), entry.key(), arrived(event), made(event), grace);
                }
                return use.period() == null ? null : used(entry, use, i > inForce);
            }
        }
        return null;
    }

    /** Under a key of the log that no answer in question showed. */
    private @Nullable SignatureDecision logged(CheckedEvent event, KeyTimeline keys, DidState state) {
        if (keys.log().isEmpty()) {
            return null;
        }
        List<KeyPeriod> periods = state.identity().periods();
        List<String> tried = new ArrayList<>();
        for (int i = periods.size() - 1; i >= 0; i--) {
            KeyPeriod period = periods.get(i);
            if (!tried.contains(period.key()) && verifies(period.publicKey(), event)) {
                KeyUse use = KeyUse.of(periods, period.key(), arrived(event), made(event), grace);
                return used(KeyEntry.of(period), use, false);
            }
            tried.add(period.key());
        }
        return null;
    }

    private static SignatureDecision used(KeyEntry entry, KeyUse use, boolean isRefreshed) {
        KeyPeriod period = use.period();
        KeyEntry named = period == null ? entry : entry.setBy(period.operation());
        return switch (use.kind()) {
            case VALID -> passed(named, isRefreshed ? FindingCode.OK_AFTER_IDENTITY_REFRESH : null);
            case IN_GRACE -> passed(named, FindingCode.OK_RETIRED_KEY_IN_GRACE);
            case NOT_YET_PUBLISHED -> passed(named, FindingCode.SIG_KEY_NOT_YET_PUBLISHED);
            case NULLIFIED -> SignatureDecision.found(named, FindingCode.SIG_NULLIFIED_KEY.found(entry.key()));
            case RETIRED -> SignatureDecision.found(named, FindingCode.SIG_RETIRED_KEY.found(entry.key()));
            case UNDATED -> SignatureDecision.found(named, FindingCode.SIG_RETIRED_KEY_UNDATED.found(entry.key()));
            case UNKNOWN ->
                SignatureDecision.found(
                        named, FindingCode.SIG_UNKNOWN_KEY.found(entry.key() + " was published much later"));
        };
    }

    private static SignatureDecision passed(KeyEntry entry, @Nullable FindingCode remark) {
        List<Finding> remarks = new ArrayList<>();
        if (remark != null) {
            remarks.add(remark.found());
        }
        if (entry.problem() != null) {
            remarks.add(entry.problem().found());
        }
        return SignatureDecision.passed(entry, remarks);
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

    /** Under an answer given up before, where there is no log; or under a key of the DID for something else. */
    private @Nullable SignatureDecision otherwise(CheckedEvent event, KeyTimeline keys, DidState state, int inForce) {
        if (keys.log().isEmpty()) {
            for (int i = inForce - 1; i >= 0; i--) {
                KeyEntry entry = keys.entries().get(i);
                if (verifies(entry.publicKey(), event)) {
                    List<KeyPeriod> answers = keys.answersAsPeriods();
                    return used(entry, KeyUse.of(answers, entry.key(), arrived(event), made(event), grace), false);
                }
            }
        }
        for (String other : state.identity().otherKeys()) {
            PublicKey key = ObservedKeys.usable(other);
            if (verifies(key, event)) {
                return SignatureDecision.found(null, FindingCode.SIG_WRONG_PURPOSE_KEY.found(other));
            }
        }
        return null;
    }

    private static SignatureDecision unexplained(KeyTimeline keys, int inForce, int last, boolean fresh) {
        KeyEntry newest = keys.entries().get(last);
        if (newest.curve() == null && newest.problem() != null) {
            return SignatureDecision.found(
                    newest,
                    isGivenUp(keys, newest)
                            ? FindingCode.IDENTITY_TOMBSTONED.found()
                            : newest.problem().found());
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

    /** The directory knows no document of a DID given up; only the log tells that from one that never was. */
    private static boolean isGivenUp(KeyTimeline keys, KeyEntry newest) {
        return newest.problem() == FindingCode.IDENTITY_NOT_FOUND
                && !keys.log().isEmpty()
                && keys.log().get(keys.log().size() - 1).key().isEmpty();
    }

    private static Finding noAnswer(KeyTimeline keys) {
        return FindingCode.IDENTITY_TRANSIENT.found("no answer came" + because(keys));
    }

    private static String because(KeyTimeline keys) {
        return keys.lastFailure().isEmpty() ? "" : ": " + keys.lastFailure();
    }

    private static List<KeyPeriod> periods(DidState state) {
        return state.keys().log().isEmpty()
                ? state.keys().answersAsPeriods()
                : state.identity().periods();
    }

    private static long arrived(CheckedEvent event) {
        return event.facts().receivedAt();
    }

    private static long made(CheckedEvent event) {
        return Tid.tryParse(event.rev()).map(Tid::micros).orElse(arrived(event));
    }

    private boolean verifies(@Nullable PublicKey key, CheckedEvent event) {
        return key != null && verifier.verify(key, event.digest(), event.signature());
    }
}
