package dev.sigwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.dashboards.alerts.AlertRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** Prometheus itself parses every expression, and the rules fire when they should and not before. */
class PromQlTest {

    /** When rules are looked at: half an hour after the series began. */
    private static final String AT = "30m";

    /** A rule's series that make it fire, and like ones that must not. */
    record Case(String uid, List<String> bad, List<String> good, Map<String, String> labels) {

        @Override
        public String toString() {
            return uid;
        }
    }

    static Stream<Case> cases() {
        String failed = "flink_jobmanager_job_numberOfFailedCheckpoints{job_name=\"sigwatch\"}";
        String lag =
                "flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max{operator_name=\"frames\"}";
        return Stream.of(
                one(
                        "sigwatch-policy-refused",
                        "sigwatch_policy_problems{document=\"trust\"}",
                        "0x5 3x40",
                        "0x60",
                        "document=trust"),
                one(
                        "sigwatch-stream-down",
                        "sigwatch_stream_connected{host=\"relay.example\"}",
                        "1x20 0x20",
                        "1x20 0 1x40",
                        "host=relay.example"),
                one(
                        "sigwatch-stream-late",
                        "sigwatch_stream_lag_seconds{host=\"relay.example\"}",
                        "0+5x60",
                        "2x60",
                        "host=relay.example"),
                one(
                        "sigwatch-stream-silent",
                        "sigwatch_stream_last_frame_timestamp_seconds{host=\"relay.example\"}",
                        "0+60x10 600x50",
                        "1+60x60",
                        "host=relay.example"),
                one("sigwatch-resolver-waits", "sigwatch_resolver_oldest_pending_seconds", "0+60x60", "4x60", ""),
                new Case(
                        "sigwatch-resolver-fails",
                        List.of(
                                "atcr_did_resolutions_total{result=\"failure\"} 0+9x60",
                                "atcr_did_resolutions_total{result=\"success\"} 0+1x60"),
                        List.of(
                                "atcr_did_resolutions_total{result=\"failure\"} 0+1x60",
                                "atcr_did_resolutions_total{result=\"success\"} 0+9x60"),
                        Map.of()),
                one(
                        "sigwatch-feed-down",
                        "sigwatch_feed_connected{directory=\"plc.example\"}",
                        "1x5 0x40",
                        "1x60",
                        "directory=plc.example"),
                one("sigwatch-inserts-fail", "sigwatch_sink_retries_total", "0+5x60", "0x20 1x40", ""),
                one("sigwatch-checkpoints-fail", failed, "0+1x60", "2x60", ""),
                one("sigwatch-kafka-lag", lag, "0+20000x60", "900x60", ""),
                one(
                        "sigwatch-alerts-wait",
                        "sigwatch_notifications_oldest_pending_seconds{receiver=\"webhook\"}",
                        "0+60x60",
                        "30x60",
                        "receiver=webhook"));
    }

    @Test
    void everyRuleOnPrometheusHasACase() {
        assertThat(cases().map(Case::uid))
                .containsExactlyInAnyOrderElementsOf(AllQueries.rules()
                        .filter(rule -> rule.query() instanceof Query.PromQl)
                        .map(AlertRule::uid)
                        .toList());
    }

    @Test
    void everyExpressionParses(@TempDir Path folder) throws Exception {
        List<Object> rules = new ArrayList<>();
        AllQueries.promQl()
                .forEach(expression -> rules.add(Map.of("record", "checked:" + rules.size(), "expr", expression)));
        write(folder.resolve("rules.yaml"), group(rules));

        Promtool.Answer answer = Promtool.run(folder, "check", "rules", "rules.yaml");
        assertThat(answer.isGood()).as(answer.text()).isTrue();
        assertThat(answer.text()).contains(rules.size() + " rules found");
    }

    @Test
    void whatDoesNotParseIsSeen(@TempDir Path folder) throws Exception {
        write(folder.resolve("rules.yaml"), group(List.of(Map.of("record", "checked:0", "expr", "sum by host (up)"))));

        assertThat(Promtool.run(folder, "check", "rules", "rules.yaml").isGood())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void firesOnTroubleAndOnNothingElse(Case one, @TempDir Path folder) throws Exception {
        AlertRule rule = AllQueries.rules()
                .filter(r -> r.uid().equals(one.uid()))
                .findFirst()
                .orElseThrow();
        Query.PromQl query = (Query.PromQl) rule.query();
        Map<String, Object> prometheus = new LinkedHashMap<>();
        prometheus.put("alert", "Rule");
        prometheus.put("expr", "(" + query.expression() + ") > " + rule.limit());
        prometheus.put("for", rule.patience());
        write(folder.resolve("rules.yaml"), group(List.of(prometheus)));
        write(
                folder.resolve("test.yaml"),
                Map.of(
                        "rule_files", List.of("rules.yaml"),
                        "evaluation_interval", "1m",
                        "tests",
                                List.of(
                                        test(one.bad(), List.of(Map.of("exp_labels", one.labels()))),
                                        test(one.good(), List.of()))));

        Promtool.Answer answer = Promtool.run(folder, "test", "rules", "test.yaml");
        assertThat(answer.isGood()).as(answer.text()).isTrue();
    }

    private static Case one(String uid, String series, String bad, String good, String label) {
        Map<String, String> labels = Stream.of(label)
                .filter(text -> !text.isEmpty())
                .map(text -> text.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new Case(uid, List.of(series + " " + bad), List.of(series + " " + good), labels);
    }

    private static Map<String, Object> test(List<String> series, List<Object> alerts) {
        List<Object> input = new ArrayList<>();
        for (String one : series) {
            int cut = one.lastIndexOf('}') < 0 ? one.indexOf(' ') : one.lastIndexOf('}') + 1;
            input.add(Map.of(
                    "series",
                    one.substring(0, cut),
                    "values",
                    one.substring(cut).strip()));
        }
        return Map.of(
                "interval",
                "1m",
                "input_series",
                input,
                "alert_rule_test",
                List.of(Map.of("eval_time", AT, "alertname", "Rule", "exp_alerts", alerts)));
    }

    private static Map<String, Object> group(List<?> rules) {
        return Map.of("groups", List.of(Map.of("name", "checked", "rules", rules)));
    }

    private static void write(Path file, Map<String, Object> content) throws Exception {
        Files.writeString(file, new Dump(DumpSettings.builder().build()).dumpToString(content));
    }
}
