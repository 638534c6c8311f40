package dev.sigwatch.standalone.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads identities: from a file that a person gives, or from what a directory answered. */
public final class IdentityReader {
    /** Longest file read; a resolver takes no longer answer either. */
    public static final int MAX_BYTES = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private IdentityReader() {}

    /**
     * Reads a DID document, or an audit log as a PLC directory serves it.
     *
     * @param json at most {@link #MAX_BYTES}
     * @param expected whose it must be, null for anyone's
     */
    static Found<Identity> file(byte[] json, @Nullable Did expected) {
        try {
            String text = new String(json, StandardCharsets.UTF_8).stripLeading();
            return text.startsWith("[") ? log(json, expected) : document(json, expected);
        } catch (MalformedException e) {
            return unusable(FindingCode.DIDDOC_MALFORMED.found(e.rule()));
        }
    }

    private static Found<Identity> document(byte[] json, @Nullable Did expected) {
        Did did = expected == null ? Did.parse(id(json)) : expected;
        return usable("DID document of " + did, identity(DidDocument.parse(json, did)));
    }

    private static Found<Identity> log(byte[] json, @Nullable Did expected) {
        PlcLog log = PlcLog.read(json);
        if (expected != null && !expected.equals(log.did())) {
            return unusable(FindingCode.DIDDOC_ID_MISMATCH.found(log.did().value()));
        }
        if (log.isTombstoned()) {
            return unusable(FindingCode.IDENTITY_NO_KEY.found("the log of " + log.did() + " ends with a tombstone"));
        }
        byte[] document = log.document().getBytes(StandardCharsets.UTF_8);
        String operations = log.size() == 1 ? "its only operation" : "the newest of " + log.size() + " operations";
        return usable(
                "audit log of " + log.did() + ", " + operations + ", "
                        + log.head().createdAt(),
                identity(DidDocument.parse(document, log.did())).withFormer(log.keys()));
    }

    /** Reads what a directory said about a DID. */
    static Found<Identity> answer(Did did, IdentityDirectory.Lookup lookup) {
        if (lookup instanceof IdentityDirectory.Failed failed) {
            return unusable(FindingCode.IDENTITY_TRANSIENT.found(failed.reason()));
        }
        List<IdentityObservation> observations = ((IdentityDirectory.Observed) lookup).observations();
        IdentityObservation last = observations.get(observations.size() - 1);
        if (last.kind() == IdentityObservation.Kind.NOT_FOUND) {
            String reason = last.source().isEmpty() ? new String(last.body(), StandardCharsets.UTF_8) : last.source();
            return unusable(FindingCode.IDENTITY_NOT_FOUND.found(reason));
        }
        try {
            Identity identity = identity(DidDocument.parse(last.body(), did));
            for (IdentityObservation observation : observations) {
                if (observation.kind() == IdentityObservation.Kind.PLC_AUDIT_LOG) {
                    return withLog(last.source(), identity, observation.body());
                }
            }
            return usable(last.source(), identity);
        } catch (MalformedException e) {
            return unusable(FindingCode.DIDDOC_MALFORMED.found(last.source() + ": " + e.rule()));
        }
    }

    /** The document says which key is in force; the log, which ones were. */
    private static Found<Identity> withLog(String source, Identity identity, byte[] body) {
        try {
            PlcLog log = PlcLog.read(body);
            Found<Identity> found = usable(source, identity.withFormer(log.keys()));
            PublicKey key = identity.key();
            boolean agrees = key == null || key.toDidKey().equals(log.head().signingKey());
            return agrees || found.outcome() != Outcome.PASS
                    ? found
                    : Found.note(source + "; the audit log's newest operation names another key", found.value());
        } catch (MalformedException e) {
            return Found.note(source + "; " + e.rule(), identity);
        }
    }

    private static Identity identity(DidDocument document) {
        List<Finding> findings = new ArrayList<>();
        Set<DidDocument.Problem> problems = document.problems();
        if (problems.contains(DidDocument.Problem.ID_MISMATCH)) {
            findings.add(FindingCode.DIDDOC_ID_MISMATCH.found());
        } else if (document.signingKey().isEmpty()) {
            findings.add((problems.contains(DidDocument.Problem.KEY_UNSUPPORTED)
                            ? FindingCode.KEY_UNSUPPORTED
                            : FindingCode.IDENTITY_NO_KEY)
                    .found());
        } else if (problems.contains(DidDocument.Problem.AMBIGUOUS)) {
            findings.add(FindingCode.DIDDOC_AMBIGUOUS.found());
        }
        return new Identity(
                document.did(),
                document.signingKey().orElse(null),
                List.of(),
                document.pds().orElse(null),
                document.handles(),
                findings);
    }

    /** A document about another DID says nothing; what else is wrong is for the stage that needs it to say. */
    private static Found<Identity> usable(String source, Identity identity) {
        for (Finding finding : identity.findings()) {
            if (finding.code() == FindingCode.DIDDOC_ID_MISMATCH) {
                return unusable(finding.code().found(source));
            }
        }
        return Found.pass(source, identity);
    }

    private static Found<Identity> unusable(Finding finding) {
        return Found.of("", List.of(finding), null);
    }

    private static String id(byte[] json) {
        try {
            JsonNode id = JSON.readTree(json).path("id");
            if (id.isTextual()) {
                return id.textValue();
            }
        } catch (IOException notJson) {
            throw new MalformedException(0, "not JSON");
        }
        throw new MalformedException(0, "neither a DID document nor an audit log");
    }
}
