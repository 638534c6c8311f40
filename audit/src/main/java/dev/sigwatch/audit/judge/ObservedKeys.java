package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads keys out of what a resolver was given. */
final class ObservedKeys {

    private ObservedKeys() {}

    /** The answer that a document, or its absence, is. */
    static KeyEntry answer(IdentityObservation observation) {
        long at = observation.observedAt();
        if (observation.kind() == IdentityObservation.Kind.NOT_FOUND) {
            return KeyEntry.without(
                    FindingCode.IDENTITY_NOT_FOUND, at, observation.kind().wireName());
        }
        String source = "sha256:"
                + HexFormat.of().formatHex(new Sha256().hash(observation.body(), 0, observation.body().length));
        DidDocument document;
        try {
            document = DidDocument.parse(observation.body(), Did.parse(observation.did()));
        } catch (MalformedException e) {
            return KeyEntry.without(FindingCode.DIDDOC_MALFORMED, at, source);
        }
        Set<DidDocument.Problem> problems = document.problems();
        if (problems.contains(DidDocument.Problem.ID_MISMATCH)) {
            return KeyEntry.without(FindingCode.DIDDOC_ID_MISMATCH, at, source);
        }
        return document.signingKey()
                .map(key -> KeyEntry.of(key, at, source, remark(problems)))
                .orElseGet(() -> KeyEntry.without(
                        problems.contains(DidDocument.Problem.KEY_UNSUPPORTED)
                                ? FindingCode.KEY_UNSUPPORTED
                                : FindingCode.IDENTITY_NO_KEY,
                        at,
                        source));
    }

    private static @Nullable FindingCode remark(Set<DidDocument.Problem> problems) {
        if (problems.contains(DidDocument.Problem.AMBIGUOUS)) {
            return FindingCode.DIDDOC_AMBIGUOUS;
        }
        return problems.contains(DidDocument.Problem.NO_PDS) ? FindingCode.IDENTITY_NO_PDS : null;
    }

    /** A did:key's key, null where it is of a kind that signs no commit. */
    static @Nullable PublicKey usable(String didKey) {
        try {
            return PublicKey.parseDidKey(didKey);
        } catch (MalformedException otherKind) {
            return null;
        }
    }
}
