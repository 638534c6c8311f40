package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Priority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Alerts as the database has them. */
final class AlertRows {
    /** As many as one look shows; the newest. */
    private static final int MOST = 10_000;
    /** Prefixes that fit more are shown by a few. */
    private static final int MOST_BY_PREFIX = 10;

    private final SqlReader reader;
    private final String filter;
    private final Map<Integer, Long> seen = new HashMap<>();

    /**
     * @param since only those that changed since then, microseconds since the epoch
     * @param least priority of the least urgent wanted
     * @param onlyOpen without those explained or over
     */
    AlertRows(SqlReader reader, long since, Priority least, boolean onlyOpen) {
        this.reader = reader;
        this.filter = "severity <= " + JudgedRecord.quoted(least.name())
                + (since == 0 ? "" : " AND updated_at >= fromUnixTimestamp64Micro(toInt64(" + since + "), 'UTC')")
                + (onlyOpen ? " AND status = 'open'" : "");
    }

    /** Incidents as they stand, the oldest first. */
    List<Alert> all() throws IOException, InterruptedException {
        List<Alert> newestFirst =
                read("SELECT details FROM alerts WHERE " + filter + " ORDER BY raised_at DESC, alert_id LIMIT " + MOST);
        List<Alert> all = new ArrayList<>(newestFirst);
        java.util.Collections.reverse(all);
        return all;
    }

    /** From here on {@link #news()} tells. */
    void skipToEnd() throws IOException, InterruptedException {
        String sql = "SELECT alert_partition AS p, toString(max(alert_offset)) AS o FROM alert_updates GROUP BY p";
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            seen.put(row.path("p").asInt(), row.path("o").asLong());
        }
    }

    /** What was told since the last call, in order. */
    List<Alert> news() throws IOException, InterruptedException {
        String old = seen.entrySet().stream()
                .map(end -> "(alert_partition = " + end.getKey() + " AND alert_offset <= " + end.getValue() + ")")
                .collect(Collectors.joining(" OR "));
        String fresh = old.isEmpty() ? "1" : "NOT (" + old + ")";
        String sql = "SELECT details, alert_partition AS p, toString(alert_offset) AS o FROM alert_updates WHERE "
                + filter + " AND " + fresh + " ORDER BY alert_offset LIMIT " + MOST;
        List<Alert> news = new ArrayList<>();
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            seen.merge(row.path("p").asInt(), row.path("o").asLong(), Math::max);
            news.add(alert(row));
        }
        return news;
    }

    /** Those whose id begins so. */
    static List<Alert> startingWith(SqlReader reader, String prefix) throws IOException, InterruptedException {
        return new AlertRows(reader, 0, Priority.P4, false)
                .read("SELECT details FROM alerts WHERE startsWith(alert_id, " + JudgedRecord.quoted(prefix)
                        + ") ORDER BY alert_id = " + JudgedRecord.quoted(prefix) + " DESC, raised_at LIMIT "
                        + MOST_BY_PREFIX);
    }

    private List<Alert> read(String sql) throws IOException, InterruptedException {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            alerts.add(alert(row));
        }
        return alerts;
    }

    private static Alert alert(JsonNode row) {
        try {
            return AlertJson.read(row.path("details").asText().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, "an alert in the database is none: " + e.getMessage(), e);
        }
    }

    /** Microseconds since the epoch. */
    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
