package dev.sigwatch.audit.health;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The auditor watching itself: reports of its parts become incidents, and their end. One incident for each part and kind of trouble,
 * told again when its numbers matter anew, not with every report. Knows no clock: time comes with reports and calls. Not thread-safe.
 */
public final class SelfWatch {
    /** Parts watched; those that reported longest ago give way. A deployment has a few for each stream. */
    static final int MAX_PARTS = 1_000;

    /** So many microseconds without a report are a part that does not run. */
    static final long NO_REPORT = 12 * HealthReport.PERIOD.toMillis() * 1_000;

    /** A part that reported nothing for a day was taken away on purpose. */
    static final long FORGOTTEN = 24L * 3_600 * 1_000_000;

    private static final String SILENT = "no-report";

    private final Map<String, PartHistory> parts = new LinkedHashMap<>();
    private final Map<String, Alert> open = new LinkedHashMap<>();

    /**
     * Goes on with an incident that was told before the start.
     *
     * @param alert newest version of an incident of rule S1 or S3; others, and those that are over, are nothing to go on with
     */
    public void resume(Alert alert) {
        boolean isOurs = alert.rule() == Rule.S1 || alert.rule() == Rule.S3;
        if (isOurs && alert.status() == Alert.Status.OPEN && open.size() < MAX_PARTS) {
            open.put(alert.object(), alert);
        } else {
            open.remove(alert.object());
        }
    }

    /** Takes a report. Returns new incidents, new versions, and ends. */
    public List<Alert> observe(HealthReport report) {
        PartHistory part = parts.remove(report.part());
        if (part == null) {
            if (parts.size() >= MAX_PARTS) {
                parts.remove(parts.keySet().iterator().next());
            }
            part = new PartHistory(report);
        }
        parts.put(report.part(), part);
        part.add(report);
        return settle(report.part(), PartRules.of(part), report.at());
    }

    /**
     * Looks for parts that report no more.
     *
     * @param now microseconds since the epoch
     */
    public List<Alert> look(long now) {
        List<Alert> alerts = new ArrayList<>();
        parts.values().removeIf(part -> now - part.newest().at() > FORGOTTEN);
        open.values().removeIf(alert -> now - alert.updatedAt() > FORGOTTEN);
        for (PartHistory part : parts.values()) {
            long silent = now - part.newest().at();
            if (silent > NO_REPORT) {
                alerts.addAll(settle(
                        part.newest().part(), List.of(noReport(part.newest().part(), silent)), now));
            }
        }
        return alerts;
    }

    /** What is open. */
    public Collection<Alert> open() {
        return List.copyOf(open.values());
    }

    private static Trouble noReport(String part, long silent) {
        return new Trouble(
                Rule.S3,
                SILENT,
                Priority.P1,
                "no word from " + part,
                "This part of the auditor does not run, or cannot reach Kafka: what it does is not being done.",
                "no report for " + PartRules.span(silent));
    }

    /** Makes the open incidents of a part those of its troubles. */
    private List<Alert> settle(String part, List<Trouble> troubles, long at) {
        List<Alert> alerts = new ArrayList<>();
        Map<String, Trouble> now = new LinkedHashMap<>();
        troubles.forEach(trouble -> now.put(Incident.object(part, trouble.kind()), trouble));
        for (Alert alert : List.copyOf(open.values())) {
            if (Incident.part(alert).equals(part) && !now.containsKey(alert.object())) {
                open.remove(alert.object());
                alerts.add(Incident.over(alert, at));
            }
        }
        now.forEach((object, trouble) -> {
            Alert before = open.get(object);
            if (before == null) {
                if (open.size() >= MAX_PARTS) {
                    // As many troubles at once are one, and told.
                    return;
                }
                alerts.add(Incident.begin(part, trouble, at));
            } else if (Incident.isNews(before, trouble, at)) {
                alerts.add(Incident.again(before, trouble, at));
            } else {
                return;
            }
            open.put(object, alerts.get(alerts.size() - 1));
        });
        return alerts;
    }
}
