package dev.sigwatch.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.row.StatusRows;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.schema.Migrator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseSinkTest {
    private static final long ROWS = 400;
    private static final BatchLimits LIMITS = new BatchLimits(7, 1 << 20);
    private static final Set<Integer> CRASHES = Set.of(2, 5, 6, 11);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void everyRowArrivesOnceThroughCrashesAndOutages() throws Exception {
        FakeServer server = new FakeServer(Set.of(3, 8));
        CrashingConnection connection = new CrashingConnection(server, CRASHES);

        run(connection);

        assertThat(connection.attempts()).isGreaterThan(server.batches().size());
        assertThat(server.batches().values()).allMatch(batch -> batch.rows() <= LIMITS.rows());
        assertThat(server.batches().values().stream().mapToLong(RowBatch::rows).sum())
                .isEqualTo(ROWS);
    }

    @Test
    void theRealServerHoldsEveryRowOnceAfterCrashes() throws Exception {
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(EngineConfig.of(library(), folder, 0))) {
            new Migrator(engine.writer()).migrate();
            ClickHouseConfig writer = engine.writer();
            ServerConnection server =
                    new ServerConnection(writer.url() + "/" + writer.database(), writer.user(), writer.password());
            CrashingConnection connection = new CrashingConnection(server, CRASHES);

            run(connection);

            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            new ClickHouseReader(engine.reader())
                    .query(
                            "SELECT count(), uniqExact(received), sum(received) FROM stream_status_deltas",
                            "TabSeparated",
                            answer);
            assertThat(answer.toString(StandardCharsets.UTF_8).strip())
                    .isEqualTo(ROWS + "\t" + ROWS + "\t" + ROWS * (ROWS - 1) / 2);
        }
    }

    private static Path library() {
        try {
            return EngineConfig.findLibrary(System.getenv(), Path.of(""));
        } catch (ClickHouseException e) {
            return abort("skipped: " + e.getMessage());
        }
    }

    private void run(ClickHouseSink.Connection connection) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        // What is long past would be deleted at once.
        long minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).getEpochSecond() * 1_000_000;
        DataGeneratorSource<RecordedCounts> source = new DataGeneratorSource<>(
                i -> new RecordedCounts(new StreamCounts("relay.test", minute, i, 0, Map.of(), 0, 0, i, 0), i),
                ROWS,
                RateLimiterStrategy.perCheckpoint(40),
                FlinkTypes.RECORDED_COUNTS);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .sinkTo(new ClickHouseSink<>(new StatusRows(), LIMITS, connection))
                .uid("rows");
        env.execute("test");
    }
}
