package dev.sigwatch.standalone.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.LoggedOperation;
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
    static Found<Identity> file(byte[] json, @Nullable Did expected, SignatureVerifier verifier) {
        try {
            String text = new String(json, StandardCharsets.UTF_8).stripLeading();
            return text.startsWith("[") ? log(json, expected, verifier) : document(json, expected);
        } catch (MalformedException e) {
            return unusable(FindingCode.DIDDOC_MALFORMED.found(e.rule()));
        }
    }

    private static Found<Identity> document(byte[] json, @Nullable Did expected) {
        Did did = expected == null ? Did.parse(id(json)) : expected;
        return usable("DID document of " + did, identity(DidDocument.parse(json, did)));
    }

    private static Found<Identity> log(byte[] json, @Nullable Did expected, SignatureVerifier verifier) {
        IdentityLog log = IdentityLog.read(json, verifier);
        if (expected != null && !expected.equals(log.did())) {
            return unusable(FindingCode.DIDDOC_ID_MISMATCH.found(log.did().value()));
        }
        LoggedOperation head = log.head();
        if (head == null || !log.history().isValid()) {
            return Found.of("", violations(log), null);
        }
        if (head.isTombstone()) {
            return unusable(
                    FindingCode.IDENTITY_TOMBSTONED.found("the log of " + log.did() + " ends with a tombstone"));
        }
        int size = log.operations().size();
        String operations = size == 1 ? "its only operation" : "the newest of " + size + " operations";
        byte[] document = head.document().getBytes(StandardCharsets.UTF_8);
        return usable(
                "audit log of " + log.did() + ", " + operations + ", " + head.createdAt(),
                identity(DidDocument.parse(document, log.did())).with(log));
    }

    private static List<Finding> violations(IdentityLog log) {
        return log.findings().stream()
                .filter(finding -> Found.outcome(finding.code()) == Outcome.FAIL)
                .toList();
    }

    /** Reads what a directory said about a DID. */
    static Found<Identity> answer(Did did, IdentityDirectory.Lookup lookup, SignatureVerifier verifier) {
        if (lookup instanceof IdentityDirectory.Failed failed) {
            return unusable(FindingCode.IDENTITY_TRANSIENT.found(failed.reason()));
        }
        List<IdentityObservation> observations = ((IdentityDirectory.Observed) lookup).observations();
        IdentityObservation last = observations.get(observations.size() - 1);
        if (last.kind() == IdentityObservation.Kind.NOT_FOUND) {
            return unusable(FindingCode.IDENTITY_NOT_FOUND.found(absence(observations)));
        }
        try {
            Identity identity = identity(DidDocument.parse(last.body(), did));
            for (IdentityObservation observation : observations) {
                if (observation.kind() == IdentityObservation.Kind.PLC_AUDIT_LOG) {
                    return withLog(last.source(), identity, observation.body(), verifier);
                }
            }
            return usable(last.source(), identity);
        } catch (MalformedException e) {
            return unusable(FindingCode.DIDDOC_MALFORMED.found(last.source() + ": " + e.rule()));
        }
    }

    private static String absence(List<IdentityObservation> observations) {
        IdentityObservation last = observations.get(observations.size() - 1);
        if (observations.size() > 1) {
            return last.source() + " has no document, but there is a log: the account was given up";
        }
        return last.source().isEmpty() ? new String(last.body(), StandardCharsets.UTF_8) : last.source();
    }

    /** The document says which key is in force; the log, by what right, and which ones were. */
    private static Found<Identity> withLog(String source, Identity identity, byte[] body, SignatureVerifier verifier) {
        try {
            IdentityLog log = IdentityLog.read(body, verifier);
            if (!log.did().equals(identity.did())) {
                return Found.note(source + "; the audit log is of another DID, " + log.did(), identity);
            }
            LoggedOperation head = log.head();
            if (head == null || !log.history().isValid()) {
                return Found.of("", violations(log), null);
            }
            Found<Identity> found = usable(source, identity.with(log));
            PublicKey key = identity.key();
            boolean agrees = key == null || key.toDidKey().equals(head.signingKey());
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
