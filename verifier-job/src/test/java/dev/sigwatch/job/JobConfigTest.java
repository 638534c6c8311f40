package dev.sigwatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.sink.ClickHouseConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobConfigTest {
    private static final JobConfig DEFAULTS = new JobConfig(
            "kafka:9092",
            "http://clickhouse:8123",
            "sigwatch_writer",
            "",
            "sigwatch-job",
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            0,
            null,
            Duration.ofSeconds(1),
            50_000,
            8 << 20);

    private static final JobConfig OTHER = new JobConfig(
            "a:1,b:2",
            "https://clickhouse/audits",
            "writer",
            "secret",
            "group-2",
            Duration.ofSeconds(90),
            Duration.ZERO,
            4,
            "s3://bucket/checkpoints",
            Duration.ofMillis(500),
            1_000,
            1 << 20);

    private static final Map<String, String> OTHER_OPTIONS = Map.ofEntries(
            Map.entry("kafka", "a:1,b:2"),
            Map.entry("clickhouse", "https://clickhouse/audits"),
            Map.entry("clickhouse-user", "writer"),
            Map.entry("clickhouse-password", "secret"),
            Map.entry("group", "group-2"),
            Map.entry("hold-timeout", "90s"),
            Map.entry("key-grace", "0s"),
            Map.entry("parallelism", "4"),
            Map.entry("checkpoint-dir", "s3://bucket/checkpoints"),
            Map.entry("checkpoint-interval", "500ms"),
            Map.entry("batch-rows", "1000"),
            Map.entry("batch-bytes", "1048576"));

    @Test
    void everyDefault() {
        assertThat(JobConfig.parse(List.of("--kafka", "kafka:9092", "--clickhouse=http://clickhouse:8123"), Map.of()))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void everyOption() {
        assertThat(OTHER_OPTIONS).containsOnlyKeys(JobOptions.ALL.keySet());
        List<String> args = OTHER_OPTIONS.entrySet().stream()
                .flatMap(option -> List.of("--" + option.getKey(), option.getValue()).stream())
                .toList();

        assertThat(JobConfig.parse(args, Map.of())).isEqualTo(OTHER);
    }

    @Test
    void everyVariable() {
        Map<String, String> environment = OTHER_OPTIONS.entrySet().stream()
                .collect(Collectors.toMap(option -> JobOptions.variable(option.getKey()), Map.Entry::getValue));

        assertThat(JobConfig.parse(List.of(), environment)).isEqualTo(OTHER);
        assertThat(JobConfig.parse(List.of("--group", "mine"), environment).group())
                .isEqualTo("mine");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> JobConfig.parse(
                        List.of(
                                "--clickhouse", "ftp://x",
                                "--hold-timeout", "soon",
                                "--key-grace", "-1s",
                                "--parallelism", "-1",
                                "--batch-rows", "many",
                                "--colour", "--group"),
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                        .satisfiesExactlyInAnyOrder(
                                line -> assertThat(line).contains("--colour"),
                                line -> assertThat(line).contains("--group needs a value"),
                                line -> assertThat(line).contains("--kafka is missing"),
                                line -> assertThat(line).contains("--clickhouse:"),
                                line -> assertThat(line)
                                        .contains("--hold-timeout")
                                        .contains("soon"),
                                line -> assertThat(line).contains("--key-grace"),
                                line -> assertThat(line).contains("--parallelism"),
                                line -> assertThat(line).contains("--batch-rows")));
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(JobOptions.help()).contains(JobOptions.ALL.keySet());
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(OTHER.toString()).doesNotContain("secret").contains("PT1M30S", "writer", "audits");
    }

    @Test
    void takesServersThatAlreadyHaveAnAddress() {
        ClickHouseConfig clickHouse = ClickHouseConfig.parse("http://127.0.0.1:18123", "sigwatch_writer", "p");

        assertThat(JobConfig.of("127.0.0.1:9092", clickHouse).clickHouseConfig())
                .isEqualTo(clickHouse);
    }
}
