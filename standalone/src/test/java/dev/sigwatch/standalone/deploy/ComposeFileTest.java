package dev.sigwatch.standalone.deploy;

import static dev.sigwatch.standalone.deploy.ComposeFile.ROOT;
import static dev.sigwatch.standalone.deploy.ComposeFile.map;
import static dev.sigwatch.standalone.deploy.ComposeFile.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.job.JobConfig;
import dev.sigwatch.sink.ClickHouseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No Docker engine is at hand: what the compose file names exists, agrees with the code, and keeps everything closed. */
class ComposeFileTest {
    private static final Set<String> ONE_SHOT = Set.of("migrate");
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//)([a-z][a-z-]*):(\\d+)(?:$|/)");

    private final Map<String, String> environment = filledIn();
    private final ComposeFile compose = ComposeFile.read(environment);

    @Test
    void everyVariableIsInTheExampleAndTheOtherWayRound() {
        Map<String, String> example = ComposeFile.environment();
        Set<String> used = new TreeSet<>();
        compose.variables().forEach(variable -> used.add(variable.name()));
        assertThat(used).isEqualTo(example.keySet());
        assertThat(compose.variables()).allSatisfy(variable -> {
            if (variable.name().endsWith("PASSWORD")) {
                assertThat(variable.operator())
                        .as("%s has no default", variable)
                        .isEqualTo(":?");
                assertThat(example.get(variable.name())).as("%s", variable).isEmpty();
            } else {
                assertThat(variable.operator()).isEqualTo(":-");
                assertThat(variable.operand()).as("%s", variable).isEqualTo(example.get(variable.name()));
            }
        });
    }

    @Test
    void nothingStartsWithoutPasswords() {
        assertThatThrownBy(() -> ComposeFile.read(ComposeFile.environment())).hasMessageContaining("PASSWORD");
        compose.services().keySet().forEach(service -> compose.environment(service)
                .forEach((name, value) -> {
                    if (name.matches(".*(PASSWORD|SECRET|TOKEN).*")) {
                        assertThat(environment.values())
                                .as(service + " " + name)
                                .contains(value);
                    }
                }));
    }

    @Test
    void everythingMountedIsThere() {
        Set<String> named = new TreeSet<>();
        compose.services().forEach((service, definition) -> strings(definition.get("volumes"))
                .forEach(volume -> {
                    String source = volume.substring(0, volume.indexOf(':'));
                    if (source.startsWith(".")) {
                        assertThat(ROOT.resolve(source)).as(service).exists();
                        assertThat(volume).as("is configuration").endsWith(":ro");
                    } else {
                        named.add(source);
                    }
                }));
        assertThat(named).isEqualTo(compose.volumes().keySet());
    }

    @Test
    void onlyGrafanaIsReachableFromElsewhere() {
        compose.services().forEach((service, definition) -> strings(definition.get("ports"))
                .forEach(port -> assertThat(port.startsWith("127.0.0.1:"))
                        .as(service + " " + port)
                        .isEqualTo(!service.equals("grafana"))));
        assertThat(compose.services().get("kafka")).doesNotContainKey("ports");
        assertThat(compose.services().values()).noneMatch(service -> service.containsKey("network_mode"));
        assertThat(compose.services().values()).noneMatch(service -> service.containsKey("privileged"));
    }

    @Test
    void everyServiceIsBoundedWatchedAndPoor() {
        compose.services().forEach((service, definition) -> {
            assertThat(map(map(map(definition.get("deploy")).get("resources")).get("limits")))
                    .as(service)
                    .containsKeys("cpus", "memory", "pids");
            assertThat(definition).as(service).containsEntry("read_only", true);
            assertThat(strings(definition.get("cap_drop"))).as(service).containsExactly("ALL");
            assertThat(strings(definition.get("security_opt"))).as(service).containsExactly("no-new-privileges:true");
            assertThat(String.valueOf(definition.get("user"))).as(service).matches("[1-9]\\d*:\\d+");
            Map<String, Object> health = map(definition.get("healthcheck"));
            if (ONE_SHOT.contains(service)) {
                assertThat(String.valueOf(definition.get("restart"))).startsWith("on-failure:");
            } else {
                assertThat(definition).as(service).containsEntry("restart", "unless-stopped");
                assertThat(health).as(service).containsKeys("test", "interval", "timeout", "retries", "start_period");
            }
        });
    }

    @Test
    void servicesStartInAnOrderThatEnds() {
        Map<String, Set<String>> before = new HashMap<>();
        compose.services().forEach((service, definition) -> {
            Map<String, Object> needed =
                    definition.containsKey("depends_on") ? map(definition.get("depends_on")) : Map.of();
            needed.forEach((name, how) -> {
                assertThat(compose.services()).containsKey(name);
                String condition = String.valueOf(map(how).get("condition"));
                assertThat(condition.equals("service_completed_successfully"))
                        .as(service + " needs " + name)
                        .isEqualTo(ONE_SHOT.contains(name));
            });
            before.put(service, needed.keySet());
        });
        List<String> started = new ArrayList<>();
        for (int round = 0; round < before.size(); round++) {
            before.forEach((service, needed) -> {
                if (!started.contains(service) && started.containsAll(needed)) {
                    started.add(service);
                }
            });
        }
        assertThat(started).hasSameSizeAs(before.keySet());
        assertThat(started.indexOf("jobmanager")).isGreaterThan(started.indexOf("migrate"));
    }

    @Test
    void imagesArePinnedToWhatTheCodeWasBuiltWith() {
        Map<String, String> images = new TreeMap<>();
        compose.services()
                .forEach((service, definition) -> images.put(service, String.valueOf(definition.get("image"))));
        assertThat(images.values()).allMatch(image -> image.matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+(\\.\\d+)?"));
        String pom = ComposeFile.text(ROOT.resolve("pom.xml"));
        assertThat(images.get("kafka"))
                .isEqualTo("apache/kafka:" + after(pom, "<artifactId>kafka-clients</artifactId>"));
        assertThat(images.get("ingest") + "-SNAPSHOT")
                .isEqualTo("sigwatch/sigwatch:" + after(pom, "<artifactId>sigwatch</artifactId>"));
        String engine = ComposeFile.text(ROOT.resolve("sink/engine/package.json"));
        Matcher version =
                Pattern.compile("lib-linux-x64-gnu\": \"(\\d+\\.\\d+\\.\\d+)-").matcher(engine);
        assertThat(version.find()).isTrue();
        assertThat(images.get("clickhouse")).startsWith("clickhouse/clickhouse-server:" + version.group(1) + ".");
    }

    @Test
    void everyAddressNamesAServiceAndAPortItListensOn() {
        Map<String, Set<String>> listening = Map.of(
                "kafka", Set.of("9092"),
                "clickhouse",
                        Set.of(Integer.toString(ClickHouseConfig.parse("http://c", "u", "")
                                .url()
                                .getPort())),
                "jobmanager", Set.of(flink("rest.port"), flink("metrics.reporter.prom.port")),
                "taskmanager", Set.of(flink("metrics.reporter.prom.port")),
                "ingest", Set.of(option("ingest", "--http-port")),
                "notifier", Set.of(option("notifier", "--http-port")),
                "alertmanager", Set.of("9093"),
                "prometheus", Set.of("9090"),
                "grafana", Set.of("3000"));
        List<String> texts = new ArrayList<>(prometheusTargets());
        compose.services().forEach((service, definition) -> {
            texts.addAll(compose.command(service));
            compose.environment(service).forEach((name, value) -> {
                if (!name.startsWith("KAFKA_") && !name.equals("GF_SERVER_ROOT_URL")) {
                    texts.add(value);
                }
            });
            strings(definition.get("ports")).forEach(port -> assertThat(listening.get(service))
                    .as(service)
                    .contains(port.substring(port.lastIndexOf(':') + 1)));
            String health =
                    String.join(" ", strings(map(definition.get("healthcheck")).get("test")));
            if (!health.isEmpty()) {
                assertThat(listening.get(service)).as(service).anyMatch(health::contains);
            }
        });
        int addresses = 0;
        for (String text : texts) {
            Matcher address = ADDRESS.matcher(text);
            while (address.find()) {
                addresses++;
                if (!address.group(1).equals("localhost")) {
                    assertThat(listening).as(text).containsKey(address.group(1));
                    assertThat(listening.get(address.group(1))).as(text).contains(address.group(2));
                }
            }
        }
        assertThat(addresses).isGreaterThan(10);
        assertThat(flink("rest.address")).isEqualTo("jobmanager").isEqualTo(flink("jobmanager.rpc.address"));
    }

    @Test
    void theJobsOptionsAreTheJobs() {
        List<String> command = compose.command("jobmanager");
        assertThat(command.get(0)).isEqualTo("job");
        JobConfig config = JobConfig.parse(command.subList(1, command.size()), compose.environment("jobmanager"));
        assertThat(config.clickHousePassword()).isEqualTo(environment.get("CLICKHOUSE_WRITER_PASSWORD"));
        assertThat(config.clickHouseUser()).isEqualTo(ClickHouseConfig.WRITER);
        assertThat(config.parallelism())
                .isEqualTo(2)
                .isLessThanOrEqualTo(Integer.parseInt(flink("taskmanager.numberOfTaskSlots")));
    }

    @Test
    void clickHousesAdministratorIsTheOneThatMigrates() {
        String users = ComposeFile.text(ROOT.resolve("deploy/clickhouse/users.xml"));
        assertThat(users)
                .contains("<" + compose.environment("migrate").get("SIGWATCH_CLICKHOUSE_USER") + ">")
                .contains("from_env=\"CLICKHOUSE_ADMIN_PASSWORD\"")
                .contains("<default remove=\"1\"/>");
        assertThat(compose.environment("clickhouse")).containsKey("CLICKHOUSE_ADMIN_PASSWORD");
    }

    @Test
    void grafanaIsToldAllThatItsProvisioningAsksFor() throws Exception {
        Set<String> asked = new TreeSet<>();
        try (var files = Files.walk(ROOT.resolve("dashboards/grafana/provisioning"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("\\$\\{?(SIGWATCH_\\w+)")
                        .matcher(ComposeFile.text(file))
                        .results()
                        .forEach(found -> asked.add(found.group(1)));
            }
        }
        assertThat(asked).isNotEmpty();
        assertThat(compose.environment("grafana").keySet().stream().filter(name -> name.startsWith("SIGWATCH_")))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    private static Map<String, String> filledIn() {
        Map<String, String> environment = new TreeMap<>(ComposeFile.environment());
        environment.replaceAll((name, value) -> name.endsWith("PASSWORD") ? "made-for-" + name : value);
        return environment;
    }

    private String option(String service, String name) {
        List<String> command = compose.command(service);
        return command.get(command.indexOf(name) + 1);
    }

    private static String flink(String key) {
        return String.valueOf(
                map(Relabeling.yaml(ROOT.resolve("deploy/flink/config.yaml"))).get(key));
    }

    private static List<String> prometheusTargets() {
        List<String> targets = new ArrayList<>();
        Map<String, Object> config = map(Relabeling.yaml(ROOT.resolve("deploy/prometheus.yml")));
        for (Object scrape : (List<?>) config.get("scrape_configs")) {
            for (Object fixed : (List<?>) map(scrape).get("static_configs")) {
                targets.addAll(strings(map(fixed).get("targets")));
            }
            if (map(scrape).get("dns_sd_configs") instanceof List<?> found) {
                found.forEach(each -> strings(map(each).get("names"))
                        .forEach(name -> targets.add(name + ":" + map(each).get("port"))));
            }
        }
        return targets;
    }

    private static String after(String pom, String artifact) {
        Matcher version = Pattern.compile(Pattern.quote(artifact) + "\\s*<version>([^<]+)<")
                .matcher(pom);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
