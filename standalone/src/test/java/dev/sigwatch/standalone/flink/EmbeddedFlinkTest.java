package dev.sigwatch.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void takesTheJobUpWhereItStopped(@TempDir Path folder) throws Exception {
        double first = countOneLife(folder, false);
        double second = countOneLife(folder, true);
        assertThat(first).isPositive();
        assertThat(second).as("highest count in state after the second life").isGreaterThan(first);
        try (Stream<Path> entries = Files.list(folder.resolve("checkpoints/" + EmbeddedFlink.JOB))) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("chk-"))
                    .toList();
            assertThat(names).hasSizeBetween(1, 2);
        }
    }

    @Test
    void saysWhyAJobEnded(@TempDir Path folder) throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(settings(folder))) {
            EmbeddedJob job = flink.submit(environment -> {
                environment.configure(noRestart());
                environment
                        .fromSource(new NumberSequenceSource(1, 10), WatermarkStrategy.noWatermarks(), "numbers")
                        .map(number -> 1 / (number - 1))
                        .returns(Types.LONG)
                        .sinkTo(new DiscardingSink<>());
            });
            job.ended().get(30, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(job.ending()).hasValueSatisfying(text -> assertThat(text).contains("/ by zero"));
            assertThatThrownBy(() -> job.awaitRunning(Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("by zero");
        }
    }

    private static double countOneLife(Path folder, boolean resumes) throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(settings(folder))) {
            EmbeddedJob job = flink.submit(EmbeddedFlinkTest::count);
            assertThat(job.resumedFrom().isPresent()).isEqualTo(resumes);
            job.awaitRunning(TIMEOUT);
            double count = awaitCount(new JobMetrics(flink.web()));
            job.stop(true);
            assertThat(job.ending()).contains("CANCELED");
            return count;
        }
    }

    /** Bounded by tries: metrics arrive about once a second. */
    private static double awaitCount(JobMetrics metrics) throws Exception {
        for (int tries = 0; tries < 100; tries++) {
            Map<String, Double> sums = metrics.sums(name -> name.endsWith("count.highest"));
            double highest =
                    sums.values().stream().mapToDouble(Double::doubleValue).sum();
            if (highest > 0) {
                return highest;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no count within the tries");
    }

    private static FlinkSettings settings(Path folder) {
        return new FlinkSettings(folder, 1, 0, folder.resolve("log"));
    }

    private static org.apache.flink.configuration.Configuration noRestart() {
        return org.apache.flink.configuration.Configuration.fromMap(Map.of("restart-strategy.type", "none"));
    }

    private static void count(StreamExecutionEnvironment environment) {
        environment
                .fromSource(
                        new NumberSequenceSource(1, Long.MAX_VALUE - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> 0L, Types.LONG)
                .process(new Count())
                .uid("count")
                .name("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {
        private transient ValueState<Long> count;
        private transient Counter highest;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            highest = getRuntimeContext().getMetricGroup().counter("highest");
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            highest.inc(now - highest.getCount());
            out.collect(now);
        }
    }
}
