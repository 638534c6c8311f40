package dev.sigwatch.sink.row;

/**
 * A row of the evidence table: bytes that allow a check to be redone. Components are the table's columns, in order.
 *
 * @param evidenceId stable id, the same for the same evidence
 * @param did whose
 * @param kind what the bytes are
 * @param host where they came from
 * @param seq of the frame, -1 where the bytes belong to none
 * @param receivedAt microseconds since the epoch
 * @param body verbatim; compared by identity, and never written to
 */
public record EvidenceRow(
        String evidenceId, String did, String kind, String host, long seq, long receivedAt, byte[] body) {

    static void encode(EvidenceRow row, RowBinary out) {
        out.text(row.evidenceId)
                .text(row.did)
                .text(row.kind)
                .text(row.host)
                .int64(row.seq)
                .time(row.receivedAt)
                .bytes(row.body);
    }
}
