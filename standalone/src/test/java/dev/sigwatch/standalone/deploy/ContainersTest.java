package dev.sigwatch.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.data.FreePort;
import dev.sigwatch.standalone.kafka.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of all our containers, with the environment that the compose file gives them, as plain processes: they start in its
 * order, are healthy by its checks, judge what a relay sends, serve the metrics that docs/metrics.md lists, and go on after the job
 * manager was killed.
 */
@Timeout(600)
class ContainersTest {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int COMMITS = 300;
    /** Told once there are frames older than events may be held: after a quarter of an hour. */
    private static final Set<String> LATER =
            Set.of("sigwatch_reconciliation_unaccounted_frames", "sigwatch_reconciliation_missing_frames");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{([^}]*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final MetricsDocument document = MetricsDocument.read();

    @Test
    void theContainersCommandsDoTheirWork(@TempDir Path folder) throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.create();
        HttpServer alertmanager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        alertmanager.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        alertmanager.start();
        try (Simulation simulation = Simulation.start(5);
                EmbeddedKafka kafka = EmbeddedKafka.start(data.kafka(), 0);
                EmbeddedClickHouse clickHouse = EmbeddedClickHouse.start(
                        EngineConfig.of(EngineConfig.findLibrary(System.getenv(), Path.of("..")), data.root(), 0))) {
            simulation.network().populate(10, 20);
            simulation.network().honest(COMMITS);
            Deployment deployment = new Deployment(folder, simulation, kafka, clickHouse, alertmanager);
            deployment.migrate();
            try (Container ingest = deployment.ingest();
                    Container taskManager = deployment.taskManager();
                    Container notifier = deployment.notifier()) {
                ingest.awaitHealthy(BOUND, deployment.ingestPort, "/health");
                try (Container job = deployment.job()) {
                    deployment.awaitRunning(job);
                    taskManager.awaitHealthy(
                            BOUND, deployment.flink.taskManagerMetrics(), "/metrics", "flink_taskmanager");
                    notifier.awaitHealthy(BOUND, deployment.notifierPort, "/health");
                    deployment.awaitJudged(simulation.network().log().size(), job, taskManager, ingest);
                    assertServed(deployment);
                    job.kill();
                }
                simulation.network().honest(COMMITS);
                try (Container job = deployment.job()) {
                    deployment.awaitRunning(job);
                    assertThat(job.printed())
                            .contains("with the state in file://" + folder.resolve("state/checkpoints"));
                    deployment.awaitJudged(simulation.network().log().size(), job, taskManager, ingest);
                }
                assertThat(notifier.stop()).isZero();
                ingest.stop();
            }
        } finally {
            alertmanager.stop(0);
        }
    }

    private void assertServed(Deployment deployment) throws Exception {
        assertThat(names(scrape(deployment.ingestPort))).isEqualTo(document.servedBy("ingest"));
        Set<String> notifier = new TreeSet<>(document.servedBy("notifier"));
        notifier.removeAll(LATER);
        assertThat(names(scrape(deployment.notifierPort))).isEqualTo(notifier);

        Relabeling prometheus = Relabeling.of("flink");
        Map<String, Set<String>> labels = new TreeMap<>();
        Set<String> flinks = new TreeSet<>();
        String all = scrape(deployment.flink.taskManagerMetrics()) + scrape(deployment.flink.jobManagerMetrics());
        for (Map<String, String> sample : samples(all)) {
            prometheus.apply(sample).ifPresent(stored -> {
                String name = stored.get("__name__").replaceFirst("_(bucket|sum|count)$", "");
                if (name.startsWith("flink_")) {
                    flinks.add(name);
                } else {
                    labels.computeIfAbsent(name, it -> new TreeSet<>()).addAll(stored.keySet());
                }
            });
        }
        Set<String> job = document.servedBy("job");
        assertThat(labels.keySet()).isEqualTo(job);
        assertThat(flinks).isEqualTo(document.flinks());
        for (MetricsDocument.Listed listed : document.ours()) {
            if (job.contains(listed.name())) {
                assertThat(labels.get(listed.name())).as(listed.name()).containsAll(listed.labels());
            }
        }
    }

    private static Set<String> names(String metrics) {
        Set<String> names = new TreeSet<>();
        samples(metrics).forEach(sample -> names.add(sample.get("__name__")));
        return names;
    }

    private static List<Map<String, String>> samples(String metrics) {
        return SAMPLE.matcher(metrics)
                .results()
                .map(sample -> {
                    Map<String, String> labels = new TreeMap<>(Map.of("__name__", sample.group(1)));
                    String listed = sample.group(2) == null ? "" : sample.group(2);
                    LABEL.matcher(listed)
                            .results()
                            .forEach((MatchResult label) -> labels.put(label.group(1), label.group(2)));
                    return labels;
                })
                .toList();
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The compose file's services on this machine's loopback. */
    private static final class Deployment {
        final int ingestPort = FreePort.choose(0);
        final int notifierPort = FreePort.choose(0);
        final FlinkHome flink;

        private final Path folder;
        private final EmbeddedClickHouse clickHouse;
        private final ComposeFile compose;
        private final Map<String, String> elsewhere = new LinkedHashMap<>();

        Deployment(
                Path folder,
                Simulation simulation,
                EmbeddedKafka kafka,
                EmbeddedClickHouse clickHouse,
                HttpServer alertmanager)
                throws IOException {
            this.folder = folder;
            this.clickHouse = clickHouse;
            Map<String, String> environment = new HashMap<>(ComposeFile.environment());
            environment.put("CLICKHOUSE_ADMIN_PASSWORD", clickHouse.writer().password());
            environment.put("CLICKHOUSE_WRITER_PASSWORD", clickHouse.writer().password());
            environment.put("CLICKHOUSE_READER_PASSWORD", clickHouse.reader().password());
            environment.put("GRAFANA_ADMIN_PASSWORD", "of no use here");
            environment.put("SIGWATCH_RELAY", simulation.relayUri().toString());
            environment.put("SIGWATCH_PLC", simulation.plcUri().toString());
            environment.put("SIGWATCH_SCOPE", "all");
            compose = ComposeFile.read(environment);
            elsewhere.put("kafka:9092", kafka.bootstrapServers());
            elsewhere.put("http://clickhouse:8123", clickHouse.writer().url().toString());
            elsewhere.put(
                    "http://alertmanager:9093",
                    "http://127.0.0.1:" + alertmanager.getAddress().getPort());
            elsewhere.put("/exports", folder.resolve("exports").toString());
            elsewhere.put("/policy/", ComposeFile.ROOT.resolve("deploy/policy").toRealPath() + "/");
            elsewhere.put("0.0.0.0", "127.0.0.1");
            flink = new FlinkHome(
                    folder.resolve("flink"),
                    FreePort.choose(0),
                    FreePort.choose(0),
                    FreePort.choose(0),
                    FreePort.choose(0));
            flink.make(folder.resolve("state"));
        }

        /** Twice: nothing is left to do the second time. The embedded engine has no user of the administrator's name. */
        void migrate() throws Exception {
            Map<String, String> environment = new HashMap<>(compose.environment("migrate"));
            environment.put("SIGWATCH_CLICKHOUSE_USER", clickHouse.writer().user());
            for (String said : List.of("applied", "up to date")) {
                try (Container migrate = ours("migrate", command("migrate"), environment)) {
                    assertThat(migrate.exit(BOUND)).as(migrate.output()).isZero();
                    assertThat(migrate.output()).contains(said);
                }
            }
        }

        Container ingest() throws IOException {
            List<String> command = onPort(command("ingest"), ingestPort);
            // A network on loopback, from its beginning.
            command.addAll(List.of("--allow-local", "--cursor", "0"));
            return ours("ingest", command, compose.environment("ingest"));
        }

        Container notifier() throws IOException {
            return ours("notifier", onPort(command("notifier"), notifierPort), compose.environment("notifier"));
        }

        Container job() throws IOException {
            return flink("jobmanager");
        }

        Container taskManager() throws IOException {
            return flink("taskmanager");
        }

        void awaitRunning(Container job) throws Exception {
            job.awaitHealthy(BOUND, flink.webPort(), "/jobs/overview", "RUNNING");
        }

        /** Until every frame has exactly one verdict. */
        void awaitJudged(long frames, Container... running) throws Exception {
            long end = System.nanoTime() + BOUND.toNanos();
            String found = "";
            while (System.nanoTime() < end) {
                for (Container each : running) {
                    assertThat(each.isAlive()).as(each.output()).isTrue();
                }
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                new ClickHouseReader(clickHouse.reader())
                        .query("SELECT count(), uniqExact(seq) FROM verdicts", "TSV", answer);
                found = answer.toString(StandardCharsets.UTF_8).strip();
                if (found.equals(frames + "\t" + frames)) {
                    return;
                }
                Thread.sleep(200);
            }
            throw new AssertionError(found + " of " + frames + " verdicts\n" + running[0].output());
        }

        private List<String> command(String service) {
            return new java.util.ArrayList<>(
                    compose.command(service).stream().map(this::here).toList());
        }

        private static List<String> onPort(List<String> command, int port) {
            command.set(command.indexOf("--http-port") + 1, Integer.toString(port));
            return command;
        }

        private String here(String text) {
            String here = text;
            for (Map.Entry<String, String> each : elsewhere.entrySet()) {
                here = here.replace(each.getKey(), each.getValue());
            }
            return here;
        }

        private Container ours(String service, List<String> command, Map<String, String> environment)
                throws IOException {
            Map<String, String> all = new HashMap<>(environment);
            all.put("SIGWATCH_CLASSPATH", FlinkHome.classPath());
            all.put("SIGWATCH_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
            return Container.start(service, "deploy/run", command, all, folder);
        }

        private Container flink(String service) throws IOException {
            Map<String, String> all = new HashMap<>(compose.environment(service));
            all.put("FLINK_HOME", flink.folder().toString());
            all.put("SIGWATCH_STATE", folder.resolve("state").toString());
            return Container.start(service, "deploy/flink/run", command(service), all, folder);
        }
    }
}
