package dev.sigwatch.dashboards.grafana;

import dev.sigwatch.dashboards.Query;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two data sources: how boards choose them, how alert rules name them, and how they are asked. */
public enum Source {
    CLICKHOUSE("grafana-clickhouse-datasource", "sigwatch-clickhouse", "ds_clickhouse", "ClickHouse"),
    PROMETHEUS("prometheus", "sigwatch-prometheus", "ds_prometheus", "Prometheus");

    private final String type;
    private final String uid;
    private final String variable;
    private final String label;

    Source(String type, String uid, String variable, String label) {
        this.type = type;
        this.uid = uid;
        this.variable = variable;
        this.label = label;
    }

    /** The data source that a query is for. */
    public static Source of(Query query) {
        return query instanceof Query.Sql ? CLICKHOUSE : PROMETHEUS;
    }

    /** Grafana's id of the plugin. */
    public String type() {
        return type;
    }

    /** Under which we provision it; alert rules know no variables. */
    public String uid() {
        return uid;
    }

    /** The variable that boards name it by. */
    public String variable() {
        return variable;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** How a board refers to it. */
    public Map<String, Object> reference() {
        return reference("${" + variable + "}");
    }

    /** How an alert rule refers to it. */
    public Map<String, Object> fixedReference() {
        return reference(uid);
    }

    /** A query as its plugin stores it, without the data source. */
    public static Map<String, Object> model(Query query) {
        Map<String, Object> model = new LinkedHashMap<>();
        if (query instanceof Query.Sql sql) {
            boolean isSeries = sql.format() == Query.Format.TIME_SERIES;
            model.put("editorType", "sql");
            model.put("queryType", isSeries ? "timeseries" : "table");
            // What the plugin's back end looks at: 0 for time series, 1 for tables.
            model.put("format", isSeries ? 0 : 1);
            model.put("pluginVersion", "4.20.0");
            model.put("rawSql", sql.text());
        } else if (query instanceof Query.PromQl promQl) {
            model.put("editorMode", "code");
            model.put("expr", promQl.expression());
            model.put("legendFormat", promQl.legend().isEmpty() ? "__auto" : promQl.legend());
            model.put("instant", promQl.instant());
            model.put("range", !promQl.instant());
        }
        return model;
    }

    private Map<String, Object> reference(String id) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("type", type);
        reference.put("uid", id);
        return reference;
    }
}
