package dev.sigwatch.standalone.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of the job: how Flink names it, and how we serve it.
 *
 * @param flink groups and metric as Flink joins them, {@code *} for the value of a group, such as {@code sigwatch.verdict.*.events}
 * @param name as served, without {@code _total}
 * @param help what it counts
 * @param isCounter whether it only grows
 * @param labels one for each {@code *}
 */
record JobMetricName(String flink, String name, String help, boolean isCounter, List<String> labels) {
    /** Every one, as {@code docs/metrics.md} lists them, but for the histogram. */
    static final List<JobMetricName> ALL = List.of(
            counter("sigwatch.verdict.*.events", "sigwatch_verdicts", "Frames judged, by verdict", "verdict"),
            counter("sigwatch.finding.*.events", "sigwatch_findings", "Findings, by code", "code"),
            counter("sigwatch.finding.*.record_findings", "sigwatch_record_findings", "Findings about records", "code"),
            counter("sigwatch.result.*.policy_decisions", "sigwatch_policy_decisions", "Images decided on", "result"),
            counter("sigwatch.verdict.*.revisions", "sigwatch_revisions", "Verdicts changed after the fact", "verdict"),
            counter("sigwatch.verdict.*.exports", "sigwatch_exports_judged", "Whole repositories judged", "verdict"),
            gauge("sigwatch.held", "sigwatch_events_held", "Events that wait for a key or an export"),
            counter("sigwatch.reason.*.requests", "sigwatch_identity_requests", "Lookups asked for", "reason"),
            counter("sigwatch.reason.*.repo_requests", "sigwatch_repo_requests", "Repositories asked for", "reason"),
            counter("sigwatch.rule.*.priority.*.alerts", "sigwatch_alerts", "Alerts told", "rule", "severity"),
            counter("sigwatch.table.*.rows", "sigwatch_sink_rows", "Rows inserted, by table", "table"),
            counter("sigwatch.table.*.batches", "sigwatch_sink_batches", "Inserts made, by table", "table"),
            counter("sigwatch.commit_retries", "sigwatch_sink_retries", "Inserts tried again"),
            counter("atcr.result.*.verifications", "atcr_verifications", "Commits concluded, by result", "result"),
            counter("atcr.cache_hits", "atcr_cache_hits", "Commits whose key was known when they came"),
            counter("atcr.cache_misses", "atcr_cache_misses", "Commits that had to wait for a key"));

    private static JobMetricName counter(String flink, String name, String help, String... labels) {
        return new JobMetricName(flink, name, help, true, List.of(labels));
    }

    private static JobMetricName gauge(String flink, String name, String help, String... labels) {
        return new JobMetricName(flink, name, help, false, List.of(labels));
    }

    /**
     * The labels' values where a metric of the job is this one.
     *
     * @param operatorMetric {@code operator.groups.metric}, as Flink's REST API names it
     */
    Optional<List<String>> match(String operatorMetric) {
        return match(pattern(flink), operatorMetric);
    }

    /** Whether a metric of the job is one of ours. */
    static boolean isOurs(String operatorMetric) {
        return operatorMetric.contains(".sigwatch.") || operatorMetric.contains(".atcr.");
    }

    /** What matches an operator's metric of these groups. */
    static Pattern pattern(String flink) {
        return Pattern.compile("[^.]*\\." + flink.replace(".", "\\.").replace("*", "(.+)"));
    }

    static Optional<List<String>> match(Pattern pattern, String operatorMetric) {
        Matcher matcher = pattern.matcher(operatorMetric);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            values.add(matcher.group(group));
        }
        return Optional.of(values);
    }
}
