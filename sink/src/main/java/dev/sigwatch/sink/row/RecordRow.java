package dev.sigwatch.sink.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code record_rows}: one operation on an {@code io.atcr.*} record, or one such record as an export shows it. Components
 * are the table's columns, in order; what a record does not say is an empty string. Times are microseconds since the epoch, UTC.
 *
 * @param did whose repository
 * @param collection the record's NSID
 * @param rkey the record's key
 * @param action {@code create}, {@code update} or {@code delete}; of an export {@code snapshot}, {@code vanished} or
 *     {@code changed}
 * @param recordCid empty for a record that is no more
 * @param prevCid CID the operation claims to replace, or the one last seen
 * @param rev revision of the commit
 * @param commitCid the commit
 * @param repository image repository named
 * @param digest image digest named
 * @param blobDigest digest of the manifest blob pointed to
 * @param mediaType media type named
 * @param tag tag named
 * @param manifestUri at-uri of the manifest named
 * @param holdDid hold named
 * @param createdAt the time the record claims, null if none; stored within 1900 to 2299
 * @param receivedAt when the frame or the export arrived
 * @param verdict of the commit, as in {@link VerdictRow#verdict()}
 * @param findings finding codes of this record
 * @param record the record as JSON, empty for one that is no more
 * @param framePartition Kafka partition of the frame, or of the export's part
 * @param frameOffset Kafka offset of the same
 * @param opIndex place of the operation in its commit, or of the record in its part, from 0
 * @param origin {@code frame} or {@code export}: with the three before it the row's identity
 * @param binding of a manifest {@code bound}, {@code unbound-legacy} or {@code mismatch}, else {@code none}
 * @param era the schema it fits
 * @param targetDigest of a tag: the digest it points to
 * @param targetDid of a tag: whose manifest it points to
 * @param beforeDigest of a tag: the digest it pointed to before
 * @param key did:key the commit's signature was judged against
 * @param keySource what named that key
 * @param handle claimed by the account when the record arrived
 * @param handleVerified whether its domain named the account, too
 * @param policyResult {@code none}, {@code allowed}, {@code would-deny} or {@code denied}
 * @param policyName name of the policy that decided
 * @param policyLine line of the document that decided, 0 for none
 * @param policyReason why, for people
 * @param policyHash SHA-256 of the document in force, hex
 * @param findingDetails the findings in words
 */
public record RecordRow(
        String did,
        String collection,
        String rkey,
        String action,
        String recordCid,
        String prevCid,
        String rev,
        String commitCid,
        String repository,
        String digest,
        String blobDigest,
        String mediaType,
        String tag,
        String manifestUri,
        String holdDid,
        @Nullable Long createdAt,
        long receivedAt,
        String verdict,
        List<String> findings,
        String record,
        int framePartition,
        long frameOffset,
        int opIndex,
        String origin,
        String binding,
        String era,
        String targetDigest,
        String targetDid,
        String beforeDigest,
        String key,
        String keySource,
        String handle,
        boolean handleVerified,
        String policyResult,
        String policyName,
        int policyLine,
        String policyReason,
        String policyHash,
        String findingDetails) {

    static void encode(RecordRow row, RowBinary out) {
        out.text(row.did)
                .text(row.collection)
                .text(row.rkey)
                .int8(EnumColumn.ACTION.number(row.action))
                .text(row.recordCid)
                .text(row.prevCid)
                .text(row.rev)
                .text(row.commitCid)
                .text(row.repository)
                .text(row.digest)
                .text(row.blobDigest)
                .text(row.mediaType)
                .text(row.tag)
                .text(row.manifestUri)
                .text(row.holdDid)
                .nullableTime(row.createdAt)
                .time(row.receivedAt)
                .int8(EnumColumn.VERDICT.number(row.verdict))
                .texts(row.findings)
                .text(row.record)
                .int32(row.framePartition)
                .int64(row.frameOffset)
                .int32(row.opIndex)
                .int8(EnumColumn.ORIGIN.number(row.origin))
                .int8(EnumColumn.BINDING.number(row.binding))
                .text(row.era)
                .text(row.targetDigest)
                .text(row.targetDid)
                .text(row.beforeDigest)
                .text(row.key)
                .text(row.keySource)
                .text(row.handle)
                .bool(row.handleVerified)
                .int8(EnumColumn.POLICY_RESULT.number(row.policyResult))
                .text(row.policyName)
                .int32(row.policyLine)
                .text(row.policyReason)
                .text(row.policyHash)
                .text(row.findingDetails);
    }
}
