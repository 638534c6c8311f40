package dev.sigwatch.sink.row;

import java.util.List;

/**
 * A row of the exports table: what was proven about one export of a repository, or why there is none. Components are the table's
 * columns, in order; what does not apply is an empty string. Times are microseconds since the epoch, UTC.
 *
 * @param did whose export was asked for
 * @param source the URL asked, empty where none was found to ask
 * @param reason why it was taken, as the request says
 * @param fetchedAt when the export had arrived, or the attempt had failed
 * @param judgedAt when the verdict was made
 * @param bytes length of the export, 0 without one
 * @param records records in the repository, of every collection
 * @param parts Kafka records it was divided into
 * @param rev the exported commit's revision
 * @param commitCid the exported commit
 * @param dataCid root of its tree
 * @param verdict as in {@link VerdictRow#verdict()}
 * @param signature {@code pass}, {@code fail}, {@code unproven} or {@code none}
 * @param tree as {@code signature}
 * @param chain as {@code signature}
 * @param findings finding codes
 * @param key did:key the signature was judged against
 * @param keySource CID of the PLC operation, or hash of the document, that named the key
 * @param detail why, for people
 * @param failure why there is no export, empty where there is one
 * @param exportPartition Kafka partition of the export's last part
 * @param exportOffset Kafka offset of the same; with the partition the row's identity
 */
public record ExportRow(
        String did,
        String source,
        String reason,
        long fetchedAt,
        long judgedAt,
        long bytes,
        long records,
        int parts,
        String rev,
        String commitCid,
        String dataCid,
        String verdict,
        String signature,
        String tree,
        String chain,
        List<String> findings,
        String key,
        String keySource,
        String detail,
        String failure,
        int exportPartition,
        long exportOffset) {

    static void encode(ExportRow row, RowBinary out) {
        out.text(row.did)
                .text(row.source)
                .text(row.reason)
                .time(row.fetchedAt)
                .time(row.judgedAt)
                .int64(row.bytes)
                .int64(row.records)
                .int32(row.parts)
                .text(row.rev)
                .text(row.commitCid)
                .text(row.dataCid)
                .int8(EnumColumn.VERDICT.number(row.verdict))
                .int8(EnumColumn.CHECK.number(row.signature))
                .int8(EnumColumn.CHECK.number(row.tree))
                .int8(EnumColumn.CHECK.number(row.chain))
                .texts(row.findings)
                .text(row.key)
                .text(row.keySource)
                .text(row.detail)
                .text(row.failure)
                .int32(row.exportPartition)
                .int64(row.exportOffset);
    }
}
