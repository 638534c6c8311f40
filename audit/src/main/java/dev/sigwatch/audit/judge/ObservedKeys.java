package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.PlcAuditLog;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

    /** Every usable signing key an audit log lists, newest last; empty where the log cannot be read. */
    static List<KeyEntry> published(IdentityObservation observation) {
        Set<String> keys = new LinkedHashSet<>();
        try {
            for (PlcAuditLog.Entry entry : PlcAuditLog.entries(observation.body())) {
                if (entry.signingKey() != null) {
                    keys.add(entry.signingKey());
                }
            }
        } catch (MalformedException e) {
            return List.of();
        }
        List<KeyEntry> entries = new ArrayList<>();
        for (String key : keys) {
            usable(key)
                    .ifPresent(usable ->
                            entries.add(KeyEntry.of(usable, observation.observedAt(), "plc-audit-log", null)));
        }
        return List.copyOf(entries.subList(Math.max(0, entries.size() - KeyTimeline.MAX_PUBLISHED), entries.size()));
    }

    /** A key of another kind signs no commit. */
    private static Optional<PublicKey> usable(String didKey) {
        try {
            return Optional.of(PublicKey.parseDidKey(didKey));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
