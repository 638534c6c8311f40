package dev.sigwatch.sink.row;

/**
 * A row of {@code redactions}: contents that were removed on request. Components are the table's columns, in order.
 *
 * @param did whose
 * @param uri at-uri of the record, empty for all of the account's
 * @param reason why
 * @param by who asked for it
 * @param redactedAt microseconds since the epoch
 * @param recordRows rows of {@code record_rows} that lost their contents
 * @param evidenceRows rows of {@code evidence} that lost their bytes
 */
public record RedactionRow(
        String did, String uri, String reason, String by, long redactedAt, long recordRows, long evidenceRows) {

    static void encode(RedactionRow row, RowBinary out) {
        out.text(row.did)
                .text(row.uri)
                .text(row.reason)
                .text(row.by)
                .time(row.redactedAt)
                .int64(row.recordRows)
                .int64(row.evidenceRows);
    }
}
