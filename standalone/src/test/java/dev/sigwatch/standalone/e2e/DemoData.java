package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.standalone.data.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What {@code sigwatch demo} leaves behind: run once, as a process of its own, for all tests that name this type as a parameter, and
 * opened by one engine until the test run ends. To be read only; who must change something needs a folder of its own.
 *
 * <pre>{@code
 * @ExtendWith(DemoData.Extension.class)
 * class SomeTest {
 *     @Test
 *     void something(DemoData demo) throws Exception {
 *         assertThat(demo.query("SELECT count() AS rows FROM verdicts").get(0).path("rows").asLong()).isPositive();
 *     }
 * }
 * }</pre>
 */
public final class DemoData implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final String output;
    private final EmbeddedClickHouse engine;

    private DemoData(Path root, String output, EmbeddedClickHouse engine) {
        this.root = root;
        this.output = output;
        this.engine = engine;
    }

    /** The data folder, as {@code --data} takes it; its engine runs. */
    public Path folder() {
        return folder(root);
    }

    /** All that the demonstration printed. */
    public String output() {
        return output;
    }

    /** The database, for somebody who only reads. */
    public ClickHouseConfig reader() {
        return engine.reader();
    }

    /** Runs SQL as the reader; each row as JSON. */
    public List<JsonNode> query(String sql) throws ClickHouseException, IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : query(sql, "JSONEachRow").split("\n")) {
            if (!line.isBlank()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    /**
     * Runs SQL as the reader.
     *
     * @param format an output format of ClickHouse
     * @return the result as text
     */
    public String query(String sql, String format) throws ClickHouseException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(reader()).query(sql, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        engine.close();
        FileTree.delete(root);
    }

    private static DemoData run() throws Exception {
        Path library = library();
        Path root = Files.createTempDirectory("sigwatch-demo");
        try {
            SigwatchProcess.Finished demo =
                    SigwatchProcess.run(folder(root), "demo", "--http-port", "0", "--clickhouse-port", "0");
            assertThat(demo.exit()).as(demo.output()).isZero();
            return new DemoData(
                    root, demo.output(), EmbeddedClickHouse.start(EngineConfig.of(library, folder(root), 0)));
        } catch (Throwable e) {
            FileTree.delete(root);
            throw e;
        }
    }

    private static Path folder(Path root) {
        return root.resolve("data");
    }

    /** The engine's library, or a visible skip; on CI its absence is a failure. */
    private static Path library() {
        try {
            return EngineConfig.findLibrary(System.getenv(), Path.of(".."));
        } catch (ClickHouseException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(e);
            }
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
            throw new IllegalStateException("aborted", e);
        }
    }

    /** What came of running it, so that a failure is not tried again by every test. */
    private record Outcome(
            @Nullable DemoData data, @Nullable Throwable failure) {}

    /** Gives a test the data; the demonstration is run when the first asks for it. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DemoData.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Outcome outcome = OnceForAll.OUTCOME;
            if (outcome.failure() instanceof RuntimeException skippedOrBroken) {
                throw skippedOrBroken;
            }
            if (outcome.failure() != null) {
                throw new IllegalStateException("the demonstration failed", outcome.failure());
            }
            return Objects.requireNonNull(outcome.data());
        }
    }

    /** Kept until the process ends: where tests are forked, each class is a test run of its own. */
    private static final class OnceForAll {
        static final Outcome OUTCOME = outcome();

        private static Outcome outcome() {
            try {
                DemoData data = run();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(data), "demo-data"));
                return new Outcome(data, null);
            } catch (Throwable e) {
                return new Outcome(null, e);
            }
        }

        private static void closeQuietly(DemoData data) {
            try {
                data.close();
            } catch (IOException e) {
                System.err.println("the demonstration's folder is not deleted: " + e);
            }
        }
    }
}
