package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what is told of operations and documents. */
final class Rows {
    static final String DOCUMENT = "did-document";
    static final String UNREADABLE = "unreadable";

    private static final byte[] NOTHING = {};

    private Rows() {}

    /** An operation at its place, still without the fate that later ones give it. */
    static JudgedOperation of(
            LoggedOperation operation,
            PlcStep step,
            List<Finding> findings,
            long firstSeenAt,
            IdentityObservation seen) {
        return new JudgedOperation(
                seen.did(),
                name(operation),
                operation.prev() == null ? "" : operation.prev(),
                operation.type(),
                operation.acceptedAt(),
                firstSeenAt,
                false,
                JudgedOperation.NO_TIME,
                "",
                step.signerIndex(),
                step.signerKey(),
                operation.signingKey(),
                operation.content().rotationKeys(),
                operation.pds(),
                operation.handles(),
                findings,
                utf8(operation.body()),
                seen.source(),
                seen.kind().wireName(),
                seen.observedAt(),
                "");
    }

    /** What identifies an operation: its CID, or for want of one the hash of its text. */
    static String name(LoggedOperation operation) {
        return operation.cid().isEmpty() ? hash(utf8(operation.body())) : operation.cid();
    }

    /** A document. */
    static JudgedOperation of(DidDocument document, List<Finding> findings, IdentityObservation seen) {
        return document(
                seen,
                DOCUMENT,
                document.signingKey().map(PublicKey::toDidKey).orElse(""),
                document.pds().map(Object::toString).orElse(""),
                document.handles().stream().map(Handle::value).toList(),
                findings);
    }

    /** An answer that cannot be read: its bytes are all there is. */
    static JudgedOperation unreadable(IdentityObservation seen, Finding finding) {
        return document(seen, UNREADABLE, "", "", List.of(), List.of(finding));
    }

    private static JudgedOperation document(
            IdentityObservation seen,
            String type,
            String signingKey,
            String pds,
            List<String> handles,
            List<Finding> findings) {
        return new JudgedOperation(
                seen.did(),
                hash(seen.body()),
                "",
                type,
                JudgedOperation.NO_TIME,
                seen.observedAt(),
                false,
                JudgedOperation.NO_TIME,
                "",
                PlcStep.NONE,
                "",
                signingKey,
                List.of(),
                pds,
                handles,
                findings,
                seen.body(),
                seen.source(),
                seen.kind().wireName(),
                seen.observedAt(),
                seen.tls() == null ? "" : seen.tls().chain());
    }

    /** The same, undone by another or not. */
    static JudgedOperation withFate(JudgedOperation row, @Nullable JudgedOperation undoneBy) {
        return copy(
                row,
                undoneBy != null,
                undoneBy == null ? JudgedOperation.NO_TIME : undoneBy.acceptedAt(),
                undoneBy == null ? "" : undoneBy.cid(),
                row.findings(),
                row.body(),
                row);
    }

    /** The same with another list of findings. */
    static JudgedOperation withFindings(JudgedOperation row, List<Finding> findings) {
        return copy(row, row.nullified(), row.nullifiedAt(), row.nullifiedBy(), findings, row.body(), row);
    }

    /** The same without its body. */
    static JudgedOperation withoutBody(JudgedOperation row) {
        return copy(row, row.nullified(), row.nullifiedAt(), row.nullifiedBy(), row.findings(), NOTHING, row);
    }

    /** The same, known from where another one is. */
    static JudgedOperation seenAs(JudgedOperation row, JudgedOperation other) {
        return copy(row, row.nullified(), row.nullifiedAt(), row.nullifiedBy(), row.findings(), row.body(), other);
    }

    /** The same, told of by another observation. */
    static JudgedOperation seenAs(JudgedOperation row, long firstSeenAt, IdentityObservation seen) {
        return new JudgedOperation(
                row.did(),
                row.cid(),
                row.prev(),
                row.type(),
                row.acceptedAt(),
                firstSeenAt,
                row.nullified(),
                row.nullifiedAt(),
                row.nullifiedBy(),
                row.signerIndex(),
                row.signerKey(),
                row.signingKey(),
                row.rotationKeys(),
                row.pds(),
                row.handles(),
                row.findings(),
                row.body(),
                seen.source(),
                seen.kind().wireName(),
                seen.observedAt(),
                row.tlsChain());
    }

    private static JudgedOperation copy(
            JudgedOperation row,
            boolean nullified,
            long nullifiedAt,
            String nullifiedBy,
            List<Finding> findings,
            byte[] body,
            JudgedOperation origin) {
        return new JudgedOperation(
                row.did(),
                row.cid(),
                row.prev(),
                row.type(),
                row.acceptedAt(),
                origin.firstSeenAt(),
                nullified,
                nullifiedAt,
                nullifiedBy,
                row.signerIndex(),
                row.signerKey(),
                row.signingKey(),
                row.rotationKeys(),
                row.pds(),
                row.handles(),
                findings,
                body,
                origin.source(),
                origin.kind(),
                origin.observedAt(),
                row.tlsChain());
    }

    /** As rows name what has no CID. */
    static String hash(byte[] body) {
        return "sha256:" + HexFormat.of().formatHex(new Sha256().hash(body, 0, body.length));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
