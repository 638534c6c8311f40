package dev.sigwatch.sink.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code identity_operation_rows}: one PLC operation or document, told for the first time or with another fate than before;
 * view {@code identity_operations} shows the newest. Components are the table's columns, in order; what does not apply is an empty
 * string. Times are microseconds since the epoch, UTC.
 *
 * @param did whose
 * @param opCid CID of the operation, or hash of the document
 * @param prevCid empty for a genesis operation and for documents
 * @param type operation type as written
 * @param acceptedAt when the directory says it accepted it, null for documents
 * @param firstSeenAt when we first saw it
 * @param nullified replaying the log has it undone, whatever the directory says
 * @param signingKey did:key of the {@code #atproto} key, empty if none
 * @param rotationKeys did:keys, strongest first
 * @param pds service endpoint
 * @param handles {@code alsoKnownAs} handles
 * @param body verbatim; compared by identity, and never written to
 * @param source the URL asked
 * @param kind wire name of the observation's kind
 * @param observedAt when the answer had arrived
 * @param nullifiedAt when the directory took what undid it, null if nothing did
 * @param nullifiedBy CID of that
 * @param signerKey did:key that signed it
 * @param signerIndex place of that key among the rotation keys that could, 0 for the strongest, -1 for none
 * @param valid nothing about it breaks a rule
 * @param findings finding codes
 * @param tlsChain SHA-256 of the certificates of a did:web host, hex
 */
public record IdentityOperationRow(
        String did,
        String opCid,
        String prevCid,
        String type,
        @Nullable Long acceptedAt,
        long firstSeenAt,
        boolean nullified,
        String signingKey,
        List<String> rotationKeys,
        String pds,
        List<String> handles,
        byte[] body,
        String source,
        String kind,
        long observedAt,
        @Nullable Long nullifiedAt,
        String nullifiedBy,
        String signerKey,
        int signerIndex,
        boolean valid,
        List<String> findings,
        String tlsChain) {

    static void encode(IdentityOperationRow row, RowBinary out) {
        out.text(row.did)
                .text(row.opCid)
                .text(row.prevCid)
                .text(row.type)
                .nullableTime(row.acceptedAt)
                .time(row.firstSeenAt)
                .bool(row.nullified)
                .text(row.signingKey)
                .texts(row.rotationKeys)
                .text(row.pds)
                .texts(row.handles)
                .bytes(row.body)
                .text(row.source)
                .text(row.kind)
                .time(row.observedAt)
                .nullableTime(row.nullifiedAt)
                .text(row.nullifiedBy)
                .text(row.signerKey)
                .int32(row.signerIndex)
                .bool(row.valid)
                .texts(row.findings)
                .text(row.tlsChain);
    }
}
