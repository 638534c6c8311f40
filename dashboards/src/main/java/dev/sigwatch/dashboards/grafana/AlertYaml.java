package dev.sigwatch.dashboards.grafana;

import dev.sigwatch.dashboards.alerts.AlertRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alert rules, contact point and notification policy as provisioning files. No annotation has a dollar sign but in {@code ${NAME}}:
 * Grafana 12 would take it for a variable of the environment, 13 would not.
 */
public final class AlertYaml {

    /** Below which the runbooks are to be read; set for Grafana's process. */
    public static final String RUNBOOKS = "${SIGWATCH_RUNBOOKS_URL}";

    static final String CONTACT_POINT = "sigwatch";

    private AlertYaml() {}

    /** The file of rules. */
    public static Map<String, Object> rules(Map<String, List<AlertRule>> groups) {
        List<Object> list = new ArrayList<>();
        groups.forEach((name, rules) -> {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("orgId", 1);
            group.put("name", "sigwatch-" + name);
            group.put("folder", Provisioning.FOLDER);
            group.put("interval", "1m");
            group.put("rules", rules.stream().map(AlertYaml::rule).toList());
            list.add(group);
        });
        return file("groups", list);
    }

    private static Map<String, Object> rule(AlertRule rule) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("uid", rule.uid());
        yaml.put("title", rule.title());
        yaml.put("condition", "B");
        yaml.put("data", List.of(query(rule), threshold(rule)));
        yaml.put("noDataState", rule.silence().state());
        yaml.put("execErrState", "Error");
        yaml.put("for", rule.patience());
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("summary", rule.summary());
        annotations.put("runbook_url", RUNBOOKS + "/" + rule.runbook());
        annotations.put("board", "/d/" + rule.board() + "/");
        yaml.put("annotations", annotations);
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("severity", rule.severity());
        if (!rule.route().isEmpty()) {
            labels.put("route", rule.route());
        }
        labels.put("source", "grafana");
        yaml.put("labels", labels);
        return yaml;
    }

    private static Map<String, Object> query(AlertRule rule) {
        Source source = Source.of(rule.query());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("refId", "A");
        model.put("datasource", source.fixedReference());
        model.putAll(Source.model(rule.query()));
        model.put("intervalMs", 60_000);
        model.put("maxDataPoints", 1_000);
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("refId", "A");
        query.put("datasourceUid", source.uid());
        query.put("relativeTimeRange", range(rule.window()));
        query.put("model", model);
        return query;
    }

    private static Map<String, Object> threshold(AlertRule rule) {
        Map<String, Object> evaluator = new LinkedHashMap<>();
        evaluator.put("type", "gt");
        evaluator.put("params", List.of(rule.limit()));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("refId", "B");
        model.put("type", "threshold");
        model.put("expression", "A");
        model.put("conditions", List.of(new LinkedHashMap<>(Map.of("evaluator", evaluator))));
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("refId", "B");
        query.put("datasourceUid", "__expr__");
        query.put("relativeTimeRange", range(AlertRule.Window.minutes(0)));
        query.put("model", model);
        return query;
    }

    private static Map<String, Object> range(AlertRule.Window window) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("from", window.fromSeconds());
        range.put("to", window.toSeconds());
        return range;
    }

    /** The file that says whom Grafana tells: Alertmanager, which also hears the notifier. */
    public static Map<String, Object> alertmanager() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("url", "$SIGWATCH_ALERTMANAGER_URL");
        return contactPoint("sigwatch-alertmanager", "prometheus-alertmanager", settings);
    }

    /** In its place, a webhook. */
    public static Map<String, Object> webhook() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("url", "$SIGWATCH_GRAFANA_WEBHOOK_URL");
        settings.put("httpMethod", "POST");
        return contactPoint("sigwatch-webhook", "webhook", settings);
    }

    private static Map<String, Object> contactPoint(String uid, String type, Map<String, Object> settings) {
        Map<String, Object> receiver = new LinkedHashMap<>();
        receiver.put("uid", uid);
        receiver.put("type", type);
        receiver.put("settings", settings);
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("orgId", 1);
        point.put("name", CONTACT_POINT);
        point.put("receivers", List.of(receiver));
        return file("contactPoints", List.of(point));
    }

    /** The file that says when and in which groups. */
    public static Map<String, Object> policy() {
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("receiver", CONTACT_POINT);
        now.put("object_matchers", List.of(List.of("severity", "=", "P1")));
        now.put("group_wait", "10s");
        now.put("group_interval", "1m");
        now.put("repeat_interval", "1h");
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("orgId", 1);
        policy.put("receiver", CONTACT_POINT);
        policy.put("group_by", List.of("alertname", "route", "rule"));
        policy.put("group_wait", "1m");
        policy.put("group_interval", "5m");
        policy.put("repeat_interval", "12h");
        policy.put("routes", List.of(now));
        return file("policies", List.of(policy));
    }

    static Map<String, Object> file(String key, List<?> entries) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("apiVersion", 1);
        file.put(key, entries);
        return file;
    }
}
