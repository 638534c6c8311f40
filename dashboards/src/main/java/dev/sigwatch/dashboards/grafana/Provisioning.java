package dev.sigwatch.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The provisioning files of data sources and boards. Where things are, and passwords, come from Grafana's environment. */
public final class Provisioning {

    /** Grafana's folder for boards and rules. */
    static final String FOLDER = "Sigwatch";

    private Provisioning() {}

    /** The two data sources. */
    public static Map<String, Object> datasources() {
        Map<String, Object> clickHouse = new LinkedHashMap<>();
        clickHouse.put("host", "$SIGWATCH_CLICKHOUSE_HOST");
        clickHouse.put("port", "$SIGWATCH_CLICKHOUSE_PORT");
        clickHouse.put("protocol", "http");
        clickHouse.put("secure", "$SIGWATCH_CLICKHOUSE_SECURE");
        clickHouse.put("username", "sigwatch_reader");
        clickHouse.put("defaultDatabase", "sigwatch");
        clickHouse.put("queryTimeout", "60");
        Map<String, Object> first = datasource(Source.CLICKHOUSE, "Sigwatch ClickHouse", clickHouse);
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("password", "$SIGWATCH_CLICKHOUSE_READER_PASSWORD");
        first.put("secureJsonData", secret);

        Map<String, Object> prometheus = new LinkedHashMap<>();
        prometheus.put("httpMethod", "POST");
        prometheus.put("timeInterval", "15s");
        Map<String, Object> second = datasource(Source.PROMETHEUS, "Sigwatch Prometheus", prometheus);
        second.put("url", "$SIGWATCH_PROMETHEUS_URL");
        return AlertYaml.file("datasources", List.of(first, second));
    }

    private static Map<String, Object> datasource(Source source, String name, Map<String, Object> settings) {
        Map<String, Object> datasource = new LinkedHashMap<>();
        datasource.put("orgId", 1);
        datasource.put("uid", source.uid());
        datasource.put("name", name);
        datasource.put("type", source.type());
        datasource.put("access", "proxy");
        datasource.put("isDefault", source == Source.CLICKHOUSE);
        datasource.put("editable", false);
        datasource.put("jsonData", settings);
        return datasource;
    }

    /** Where the boards are. */
    public static Map<String, Object> boards() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("path", "$SIGWATCH_BOARDS");
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("orgId", 1);
        provider.put("name", "sigwatch");
        provider.put("folder", FOLDER);
        provider.put("type", "file");
        provider.put("disableDeletion", true);
        provider.put("allowUiUpdates", false);
        provider.put("updateIntervalSeconds", 60);
        provider.put("options", options);
        return AlertYaml.file("providers", List.of(provider));
    }
}
