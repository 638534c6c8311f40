package dev.sigwatch.sink.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code verdict_rows}: what was proven about one frame, at first or in a later revision. Components are the table's
 * columns, in order; what does not apply to a frame is an empty string. Times are microseconds since the epoch, UTC.
 *
 * @param host the stream, as {@code host[:port]}
 * @param seq sequence number the frame claims, -1 where none can be read
 * @param receivedAt when the frame arrived
 * @param judgedAt when the verdict was made
 * @param kind {@code commit}, {@code sync}, {@code identity}, {@code account}, {@code info} or {@code unknown}
 * @param did empty where unreadable
 * @param rev the commit's revision
 * @param revAt the time the revision claims, null where there is none
 * @param commitCid the commit
 * @param dataCid root of the tree after it
 * @param prevDataCid root the envelope claims before it
 * @param since revision the envelope claims before it
 * @param ops number of operations
 * @param inScope whether the DID had written an {@code io.atcr.*} record when the frame arrived
 * @param verdict {@code VERIFIED}, {@code VIOLATION}, {@code UNPROVEN}, {@code MALFORMED} or {@code NOTICE}
 * @param signature {@code pass}, {@code fail}, {@code unproven} or {@code none}
 * @param tree as {@code signature}
 * @param chain as {@code signature}
 * @param findings finding codes
 * @param key did:key the signature was judged against
 * @param keySource CID of the PLC operation, or hash of the document, that named the key
 * @param detail why, for people
 * @param frameBytes size of the frame in bytes
 * @param framePartition Kafka partition of the frame
 * @param frameOffset Kafka offset of the frame; with the partition the row's identity
 * @param revision 0 for the first verdict about the frame; a higher one replaces a lower one
 * @param revisionReason what became known that changed the verdict, empty for the first one
 */
public record VerdictRow(
        String host,
        long seq,
        long receivedAt,
        long judgedAt,
        String kind,
        String did,
        String rev,
        @Nullable Long revAt,
        String commitCid,
        String dataCid,
        String prevDataCid,
        String since,
        int ops,
        boolean inScope,
        String verdict,
        String signature,
        String tree,
        String chain,
        List<String> findings,
        String key,
        String keySource,
        String detail,
        int frameBytes,
        int framePartition,
        long frameOffset,
        int revision,
        String revisionReason) {

    static void encode(VerdictRow row, RowBinary out) {
        out.text(row.host)
                .int64(row.seq)
                .time(row.receivedAt)
                .time(row.judgedAt)
                .int8(EnumColumn.KIND.number(row.kind))
                .text(row.did)
                .text(row.rev)
                .nullableTime(row.revAt)
                .text(row.commitCid)
                .text(row.dataCid)
                .text(row.prevDataCid)
                .text(row.since)
                .int32(row.ops)
                .bool(row.inScope)
                .int8(EnumColumn.VERDICT.number(row.verdict))
                .int8(EnumColumn.CHECK.number(row.signature))
                .int8(EnumColumn.CHECK.number(row.tree))
                .int8(EnumColumn.CHECK.number(row.chain))
                .texts(row.findings)
                .text(row.key)
                .text(row.keySource)
                .text(row.detail)
                .int32(row.frameBytes)
                .int32(row.framePartition)
                .int64(row.frameOffset)
                .int32(row.revision)
                .text(row.revisionReason);
    }
}
