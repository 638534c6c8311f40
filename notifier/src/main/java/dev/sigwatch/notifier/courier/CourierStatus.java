package dev.sigwatch.notifier.courier;

import dev.sigwatch.audit.health.HealthNames;
import dev.sigwatch.audit.health.HealthReport;
import java.util.Map;

/**
 * A look at one notifier.
 *
 * @param sent alerts told since the start
 * @param failed tries that failed since the start
 * @param failedInARow those since the last alert told
 * @param refused alerts given up since the start
 * @param pending alerts that wait
 * @param pendingSince when the oldest of them was written, microseconds since the epoch; 0 while nothing fails
 * @param lastAt when an alert was told last, 0 for never
 * @param detail why the last try failed, or which alert was given up last; empty while all is well
 */
public record CourierStatus(
        String name,
        long sent,
        long failed,
        long failedInARow,
        long refused,
        long pending,
        long pendingSince,
        long lastAt,
        String detail) {

    static CourierStatus starting(String name) {
        return new CourierStatus(name, 0, 0, 0, 0, 0, 0, 0, "");
    }

    /** The same as a report for {@code audit.health}. */
    public HealthReport report(long at) {
        return new HealthReport(
                "notifier/" + name,
                at,
                Map.of(
                        HealthNames.DONE, sent,
                        HealthNames.FAILED, failed,
                        HealthNames.FAILED_IN_A_ROW, failedInARow,
                        HealthNames.REFUSED, refused,
                        HealthNames.PENDING, pending,
                        HealthNames.PENDING_SINCE, pendingSince,
                        HealthNames.LAST_AT, lastAt),
                detail);
    }
}
