package dev.sigwatch.audit.identity;

import dev.sigwatch.audit.Finding;
import java.util.List;

/**
 * A PLC operation, or a document, told for the first time or with another fate than before: a row of
 * {@code identity_operations}. Texts are empty and lists too where it has no such thing.
 *
 * @param cid of the operation, recomputed; of a document {@code sha256:} and its hash in hex
 * @param prev CID of the operation it follows
 * @param type as written; {@code did-document} for documents
 * @param acceptedAt when the directory says it took it, microseconds since the epoch; {@link #NO_TIME} if it does not
 * @param firstSeenAt when it was first observed, microseconds since the epoch
 * @param nullified whether replaying the log has it undone, whatever the directory says
 * @param nullifiedAt when that which undid it was taken; {@link #NO_TIME} if nothing did
 * @param nullifiedBy CID of that
 * @param signerIndex place of the key that signed it among the rotation keys that could, 0 for the strongest; -1 if none did
 * @param signerKey that key, as did:key
 * @param signingKey did:key that signs commits from here on
 * @param rotationKeys did:keys, strongest first
 * @param pds origin of the account's server
 * @param handles without {@code at://}
 * @param findings what breaks a rule, and what changed
 * @param body verbatim
 * @param source the URL asked
 * @param kind wire name of the observation's kind
 * @param observedAt when this was observed, microseconds since the epoch
 * @param tlsChain SHA-256 of the certificates of the host, hex; for did:web documents
 */
public record JudgedOperation(
        String did,
        String cid,
        String prev,
        String type,
        long acceptedAt,
        long firstSeenAt,
        boolean nullified,
        long nullifiedAt,
        String nullifiedBy,
        int signerIndex,
        String signerKey,
        String signingKey,
        List<String> rotationKeys,
        String pds,
        List<String> handles,
        List<Finding> findings,
        byte[] body,
        String source,
        String kind,
        long observedAt,
        String tlsChain) {

    /** No usable time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Whether nothing about it breaks a rule. */
    public boolean isValid() {
        return findings.stream().allMatch(finding -> switch (finding.code().effect()) {
            case NOTE -> true;
            case UNPROVEN, VIOLATION, MALFORMED -> false;
        });
    }
}
