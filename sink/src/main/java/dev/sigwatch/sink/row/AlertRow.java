package dev.sigwatch.sink.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code alert_updates}: an incident as one record of the alerts topic tells it; view {@code alerts} shows the newest.
 * Components are the table's columns, in order; what does not apply is an empty string. Times are microseconds since the epoch, UTC.
 *
 * @param alertId the same for every version
 * @param version 1 for the first; a higher one replaces a lower one
 * @param rule id, such as {@code K3}
 * @param severity {@code P1} to {@code P4}
 * @param status how it stands: open, explained or recovered
 * @param route to whom it goes: security or operations
 * @param did whose
 * @param handle claimed, empty if none is known
 * @param subject what within the DID it is about
 * @param title one line
 * @param sentence what happened
 * @param raisedAt time of the first thing detected
 * @param updatedAt time of the newest
 * @param deadlineAt until when it can be undone, null if no such time is known
 * @param findings finding codes it rests on
 * @param evidence ids of evidence and CIDs of operations
 * @param occurrences how often it was detected
 * @param watchItem entry of the watchlist that matched
 * @param explainedBy expected change that matched
 * @param details all of it as JSON
 * @param publishedAt when it was written to the alerts topic
 * @param alertPartition Kafka partition of the record
 * @param alertOffset Kafka offset of the same; with the partition the row's identity
 */
public record AlertRow(
        String alertId,
        int version,
        String rule,
        String severity,
        String status,
        String route,
        String did,
        String handle,
        String subject,
        String title,
        String sentence,
        long raisedAt,
        long updatedAt,
        @Nullable Long deadlineAt,
        List<String> findings,
        List<String> evidence,
        int occurrences,
        String watchItem,
        String explainedBy,
        String details,
        long publishedAt,
        int alertPartition,
        long alertOffset) {

    static void encode(AlertRow row, RowBinary out) {
        out.text(row.alertId)
                .int32(row.version)
                .text(row.rule)
                .text(row.severity)
                .text(row.status)
                .text(row.route)
                .text(row.did)
                .text(row.handle)
                .text(row.subject)
                .text(row.title)
                .text(row.sentence)
                .time(row.raisedAt)
                .time(row.updatedAt)
                .nullableTime(row.deadlineAt)
                .texts(row.findings)
                .texts(row.evidence)
                .int32(row.occurrences)
                .text(row.watchItem)
                .text(row.explainedBy)
                .text(row.details)
                .time(row.publishedAt)
                .int32(row.alertPartition)
                .int64(row.alertOffset);
    }
}
