package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.IngestMain;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a cluster of processes, submitted as a user does, with ingest as a process of its own: a task manager is killed in the
 * middle, the spare slot of the other takes over, and no frame is missing and none is there twice.
 */
class ClusterTest {
    private static final int ACCOUNTS = 40;
    private static final int COMMITS_BEFORE = 15_000;
    private static final int COMMITS_AFTER = 10_000;
    private static final int PARALLELISM = 2;
    private static final Duration BOUND = Duration.ofMinutes(3);

    @Test
    void aKilledTaskManagerLosesNothing(@TempDir Path folder) throws Exception {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.create();
        try (Simulation simulation = Simulation.start(7);
                EmbeddedKafka kafka = EmbeddedKafka.start(data.kafka(), 0);
                EmbeddedClickHouse clickHouse = EmbeddedClickHouse.start(
                        EngineConfig.of(EngineConfig.findLibrary(System.getenv(), Path.of("..")), data.root(), 0))) {
            new Migrator(clickHouse.writer()).migrate();
            new TopicProvisioning(KafkaSettings.of(kafka.bootstrapServers()), TopicPlan.standard()).provision();
            SimulatedNetwork network = simulation.network();
            network.populate(ACCOUNTS, 50);
            network.accounts().forEach(account -> network.push(account, "app", "v1"));
            try (FlinkCluster cluster = FlinkCluster.start(folder.resolve("flink"), 2, PARALLELISM);
                    JavaProcess ingest = ingest(simulation, kafka, folder)) {
                Tables tables = new Tables(data.root(), running(ingest, cluster));
                String job = submit(cluster, kafka, clickHouse.writer());
                // Until a repository has been seen whole, what continues it is not proven, and this is not about that.
                tables.awaitCount("SELECT uniqExact(did) FROM exports WHERE verdict = 'VERIFIED'", ACCOUNTS, BOUND);
                network.honest(COMMITS_BEFORE);
                loseOne(cluster, job, tables, network);
                network.honest(COMMITS_AFTER);
                assertNothingIsLost(tables, network.log().size());
                assertThat(cluster.rest("/taskmanagers").path("taskmanagers")).hasSize(1);
            }
            SigwatchProcess.Finished reconciled = SigwatchProcess.run(data.root(), "reconcile");
            assertThat(reconciled.exit()).as(reconciled.output()).isZero();
        }
    }

    private static void loseOne(FlinkCluster cluster, String job, Tables tables, SimulatedNetwork network)
            throws Exception {
        cluster.await(
                "/taskmanagers",
                BOUND,
                it -> it.path("taskmanagers").size() == 2
                        && it.path("taskmanagers").findValues("freeSlots").stream()
                                .allMatch(free -> free.asInt() == 1));
        tables.awaitCount("SELECT count() FROM verdicts", network.log().size() / 10, BOUND);
        cluster.killTaskManager(1);
        cluster.await(
                "/jobs/" + job + "/checkpoints",
                BOUND,
                it -> it.path("counts").path("restored").asInt() >= 1);
    }

    private static void assertNothingIsLost(Tables tables, long frames) throws Exception {
        tables.awaitCount("SELECT count() FROM verdicts", frames, BOUND);
        tables.awaitCount("SELECT min(balanced) FROM reconciliation", 1, BOUND);
        assertThat(tables.number("SELECT count() FROM verdicts")).isEqualTo(frames);
        assertThat(tables.number("SELECT uniqExact(seq) FROM verdicts")).isEqualTo(frames);
        assertThat(tables.query(
                        "SELECT verdict, findings, count() FROM verdicts WHERE verdict != 'VERIFIED' GROUP BY ALL"))
                .isEmpty();
    }

    private static String submit(FlinkCluster cluster, EmbeddedKafka kafka, ClickHouseConfig writer) throws Exception {
        return cluster.run(
                Map.of("SIGWATCH_CLICKHOUSE_PASSWORD", writer.password()),
                List.of(
                        "--kafka",
                        kafka.bootstrapServers(),
                        "--clickhouse",
                        writer.url() + "/" + writer.database(),
                        "--parallelism",
                        Integer.toString(PARALLELISM)));
    }

    private static JavaProcess ingest(Simulation simulation, EmbeddedKafka kafka, Path folder) throws Exception {
        return JavaProcess.start(
                new JavaProcess.Program(
                        JavaProcess.wholeClassPath(),
                        List.of("-Xmx256m"),
                        Map.of(),
                        IngestMain.class.getName(),
                        List.of(
                                "--kafka",
                                kafka.bootstrapServers(),
                                "--relay",
                                simulation.relayUri().toString(),
                                "--plc",
                                simulation.plcUri().toString(),
                                "--allow-local",
                                "--scope",
                                "all",
                                "--cursor",
                                "0")),
                folder.resolve("ingest.log"));
    }

    private static Tables.Running running(JavaProcess ingest, FlinkCluster cluster) {
        return new Tables.Running() {
            @Override
            public boolean isAlive() {
                return ingest.isAlive();
            }

            @Override
            public String output() throws IOException {
                return ingest.output() + cluster.logs();
            }
        };
    }
}
