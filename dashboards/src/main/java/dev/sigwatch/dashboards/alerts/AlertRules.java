package dev.sigwatch.dashboards.alerts;

import static dev.sigwatch.dashboards.alerts.AlertRule.Silence.ALARMING;
import static dev.sigwatch.dashboards.alerts.AlertRule.Silence.FINE;

import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.alerts.AlertRule.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rules. Those about incidents repeat what the notifier tells, for whoever has none; the others watch what no part tells itself. */
public final class AlertRules {

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    /** An incident is not added to after so long (docs/alerts.md, Incidents). */
    private static final Window INCIDENTS = new Window(7 * DAY, 0);
    /** The last six hours, without what may still wait for its identity or be on its way to the table. */
    private static final Window BOOKS = new Window(6 * HOUR + 15 * MINUTE, 15 * MINUTE);

    private AlertRules() {}

    /** The rules by group. */
    public static Map<String, List<AlertRule>> groups() {
        Map<String, List<AlertRule>> groups = new LinkedHashMap<>();
        groups.put("incidents", List.of(open("P1", "0s"), open("P2", "5m"), policy()));
        groups.put("streams", List.of(streamDown(), streamLate(), streamSilent()));
        groups.put("identities", List.of(resolverWaits(), resolverFails(), feedDown()));
        groups.put("tables", List.of(unbalanced(), noRows(), insertsFail(), checkpointsFail(), kafkaLag()));
        groups.put("telling", List.of(untold()));
        return groups;
    }

    private static AlertRule open(String severity, String patience) {
        String lower = severity.toLowerCase(java.util.Locale.ROOT);
        return new AlertRule(
                "sigwatch-" + lower + "-open",
                "Sigwatch " + severity + " is open",
                sql("alerts/" + lower + "-open"),
                INCIDENTS,
                0,
                patience,
                severity,
                "",
                FINE,
                "{{ .Labels.rule }} is open about {{ .Labels.did }}: sigwatch explain {{ .Labels.alert_id }}",
                "incidents.md#a-" + lower + "-is-open",
                "sigwatch-security");
    }

    private static AlertRule policy() {
        return new AlertRule(
                "sigwatch-policy-refused",
                "Sigwatch policy file has errors",
                promQl("max by (document) (sigwatch_policy_problems)"),
                Window.minutes(5),
                0,
                "5m",
                "P2",
                "security",
                FINE,
                "The file of {{ .Labels.document }} has errors; what was in force before still is",
                "operations.md#a-policy-file-has-errors",
                "sigwatch-pipeline");
    }

    private static AlertRule streamDown() {
        return new AlertRule(
                "sigwatch-stream-down",
                "Sigwatch stream is down",
                promQl("1 - min by (host) (sigwatch_stream_connected)"),
                Window.minutes(5),
                0,
                "2m",
                "P1",
                "operations",
                ALARMING,
                "No frames come from {{ .Labels.host }}, so nothing it would bring is audited",
                "operations.md#a-stream-is-down",
                "sigwatch-pipeline");
    }

    private static AlertRule streamLate() {
        return new AlertRule(
                "sigwatch-stream-late",
                "Sigwatch stream falls behind",
                promQl("max by (host) (sigwatch_stream_lag_seconds)"),
                Window.minutes(5),
                MINUTE,
                "5m",
                "P1",
                "operations",
                FINE,
                "{{ .Labels.host }} is more than a minute behind the network",
                "operations.md#a-stream-falls-behind",
                "sigwatch-pipeline");
    }

    private static AlertRule streamSilent() {
        return new AlertRule(
                "sigwatch-stream-silent",
                "Sigwatch stream stands still",
                promQl("time() - max by (host) (sigwatch_stream_last_frame_timestamp_seconds > 0)"),
                Window.minutes(5),
                5 * MINUTE,
                "2m",
                "P1",
                "operations",
                FINE,
                "{{ .Labels.host }} is connected and sends nothing for five minutes",
                "operations.md#a-stream-stands-still",
                "sigwatch-pipeline");
    }

    private static AlertRule resolverWaits() {
        return new AlertRule(
                "sigwatch-resolver-waits",
                "Sigwatch resolver does not keep up",
                promQl("max(sigwatch_resolver_oldest_pending_seconds)"),
                Window.minutes(5),
                5 * MINUTE,
                "5m",
                "P2",
                "operations",
                FINE,
                "A question about an identity waits for more than five minutes: commits become unproven",
                "operations.md#the-resolver-does-not-keep-up",
                "sigwatch-pipeline");
    }

    private static AlertRule resolverFails() {
        return new AlertRule(
                "sigwatch-resolver-fails",
                "Sigwatch lookups of identities fail",
                promQl(
                        "sum(rate(atcr_did_resolutions_total{result=\"failure\"}[10m])) / sum(rate(atcr_did_resolutions_total[10m]))"),
                Window.minutes(15),
                0.5,
                "10m",
                "P2",
                "operations",
                FINE,
                "More than half of the lookups of identities fail",
                "operations.md#lookups-of-identities-fail",
                "sigwatch-pipeline");
    }

    private static AlertRule feedDown() {
        return new AlertRule(
                "sigwatch-feed-down",
                "Sigwatch directory feed is down",
                promQl("1 - min by (directory) (sigwatch_feed_connected)"),
                Window.minutes(5),
                0,
                "5m",
                "P2",
                "operations",
                FINE,
                "The feed of {{ .Labels.directory }} is not followed: changes of keys are noticed late",
                "operations.md#a-directorys-feed-is-down",
                "sigwatch-pipeline");
    }

    private static AlertRule unbalanced() {
        return new AlertRule(
                "sigwatch-unbalanced",
                "Sigwatch books do not balance",
                sql("alerts/unbalanced"),
                BOOKS,
                0,
                "5m",
                "P1",
                "operations",
                FINE,
                "Frames of {{ .Labels.host }} were received and have no verdict, or have more than one",
                "operations.md#the-books-do-not-balance",
                "sigwatch-pipeline");
    }

    private static AlertRule noRows() {
        return new AlertRule(
                "sigwatch-no-rows",
                "Sigwatch writes no rows",
                sql("alerts/no-rows"),
                Window.minutes(15),
                0,
                "5m",
                "P1",
                "operations",
                FINE,
                "Frames are kept, and for fifteen minutes not one row was written",
                "operations.md#no-rows-are-written",
                "sigwatch-pipeline");
    }

    private static AlertRule insertsFail() {
        return new AlertRule(
                "sigwatch-inserts-fail",
                "Sigwatch inserts into ClickHouse fail",
                promQl("sum(increase(sigwatch_sink_retries_total[10m]))"),
                Window.minutes(15),
                20,
                "5m",
                "P2",
                "operations",
                FINE,
                "Inserts into ClickHouse fail and are tried again: rows come late",
                "operations.md#inserts-into-clickhouse-fail",
                "sigwatch-pipeline");
    }

    private static AlertRule checkpointsFail() {
        return new AlertRule(
                "sigwatch-checkpoints-fail",
                "Sigwatch checkpoints fail",
                promQl("max(increase(flink_jobmanager_job_numberOfFailedCheckpoints[15m]))"),
                Window.minutes(20),
                3,
                "5m",
                "P2",
                "operations",
                FINE,
                "Checkpoints of the job fail: rows become visible only with a checkpoint",
                "operations.md#checkpoints-fail",
                "sigwatch-pipeline");
    }

    private static AlertRule kafkaLag() {
        return new AlertRule(
                "sigwatch-kafka-lag",
                "Sigwatch job is behind in Kafka",
                promQl("max(flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max)"),
                Window.minutes(10),
                100_000,
                "10m",
                "P2",
                "operations",
                FINE,
                "The job is more than 100,000 records behind: verdicts come late",
                "operations.md#the-job-is-behind-in-kafka",
                "sigwatch-pipeline");
    }

    private static AlertRule untold() {
        return new AlertRule(
                "sigwatch-alerts-wait",
                "Sigwatch alerts are not told",
                promQl("max by (receiver) (sigwatch_notifications_oldest_pending_seconds)"),
                Window.minutes(5),
                2 * MINUTE,
                "2m",
                "P1",
                "operations",
                FINE,
                "{{ .Labels.receiver }} cannot be told of alerts",
                "operations.md#alerts-are-not-told",
                "sigwatch-pipeline");
    }

    private static Query sql(String name) {
        return new Query.Sql(name, Query.Format.TABLE);
    }

    private static Query promQl(String expression) {
        return new Query.PromQl(expression, "", true);
    }
}
