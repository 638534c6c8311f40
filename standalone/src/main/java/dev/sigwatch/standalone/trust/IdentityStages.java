package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.judge.DidJudge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages at which a commit meets an identity. */
final class IdentityStages {
    private IdentityStages() {}

    /** The key that signs the account's commits. */
    static Found<PublicKey> key(Identity identity) {
        PublicKey key = identity.key();
        return Found.of(key == null ? "" : words(key), identity.findings(), key);
    }

    /** Whether the commit is of the account it is said to be of: keys are shared, so that nothing else binds it. */
    static Found<Void> did(SignedRoot commit, @Nullable Did expected) {
        if (expected == null) {
            return Found.none("of " + commit.did() + "; nothing was given to compare it with");
        }
        Did found = commit.did();
        return found.equals(expected)
                ? Found.pass(found.value(), null)
                : new Found<>(
                        Outcome.FAIL,
                        "the commit is of " + found + ", not " + expected + " (ENVELOPE_COMMIT_MISMATCH)",
                        List.of(FindingCode.ENVELOPE_COMMIT_MISMATCH.found(found.value())),
                        null);
    }

    /** Whether the account's key signed the commit; and where it did not, what explains the signature. */
    static Found<Void> signature(SignedRoot commit, @Nullable Identity identity, SignatureVerifier verifier) {
        PublicKey key = identity == null ? null : identity.key();
        if (identity == null || key == null) {
            return Found.unproven("no key to check it against");
        }
        if (verifier.verify(key, commit.digest(), commit.signature())) {
            return Found.pass("by " + words(key), null);
        }
        for (IdentityLog.Former former : identity.former()) {
            if (verifier.verify(former.key(), commit.digest(), commit.signature())) {
                return Found.of("", List.of(explained(former, commit)), null);
            }
        }
        for (PublicKey other : identity.others()) {
            if (verifier.verify(other, commit.digest(), commit.signature())) {
                return Found.of("", List.of(FindingCode.SIG_WRONG_PURPOSE_KEY.found(other.toDidKey())), null);
            }
        }
        if (SignatureForm.of(commit.signature()) != SignatureForm.OK) {
            return Found.fail("it has not the form of a signature");
        }
        boolean malleated = SignatureForm.of(key.curve(), commit.signature()) == SignatureForm.HIGH_S
                && verifier.verify(key, commit.digest(), SignatureForm.twin(key.curve(), commit.signature()));
        FindingCode code = malleated ? FindingCode.SIG_HIGH_S : FindingCode.SIG_UNKNOWN_KEY;
        return Found.of("", List.of(code.found("the key is " + key.toDidKey())), null);
    }

    /** When a commit was signed nothing proves; what it says of itself is only believed where it tells against it. */
    private static Finding explained(IdentityLog.Former former, SignedRoot commit) {
        String key = former.key().toDidKey();
        if (former.isNullified()) {
            return FindingCode.SIG_NULLIFIED_KEY.found(key);
        }
        long grace = DidJudge.DEFAULT_KEY_GRACE.toNanos() / 1_000;
        boolean isLater = Tid.tryParse(commit.rev())
                .filter(rev -> rev.micros() - grace >= former.until())
                .isPresent();
        return (isLater ? FindingCode.SIG_RETIRED_KEY : FindingCode.SIG_RETIRED_KEY_UNDATED).found(key);
    }

    private static String words(PublicKey key) {
        String curve =
                switch (key.curve()) {
                    case K256 -> "K-256";
                    case P256 -> "P-256";
                };
        return key.toDidKey() + " (" + curve + ")";
    }
}
