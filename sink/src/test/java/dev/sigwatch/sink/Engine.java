package dev.sigwatch.sink;

import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A migrated engine in a temporary folder, one for all tests that name it as a parameter. */
public final class Engine implements AutoCloseable {

    private final Path data;
    private final EmbeddedClickHouse clickHouse;

    private Engine(Path data, EmbeddedClickHouse clickHouse) {
        this.data = data;
        this.clickHouse = clickHouse;
    }

    /** The library, or a visible skip; on CI a missing library is a failure. */
    public static Path library() {
        try {
            return EngineConfig.findLibrary(System.getenv(), Path.of(""));
        } catch (ClickHouseException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(e);
            }
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
            throw new IllegalStateException("aborted", e);
        }
    }

    private static Engine start() throws Exception {
        Path library = library();
        Path data = Files.createTempDirectory("sigwatch-engine");
        EmbeddedClickHouse clickHouse = EmbeddedClickHouse.start(EngineConfig.of(library, data, 0));
        new Migrator(clickHouse.writer()).migrate();
        return new Engine(data, clickHouse);
    }

    public EmbeddedClickHouse clickHouse() {
        return clickHouse;
    }

    public ClickHouseConfig writer() {
        return clickHouse.writer();
    }

    public ClickHouseConfig reader() {
        return clickHouse.reader();
    }

    /** The result of a query by the writer, tab-separated, without the last line end. */
    public String ask(String sql) throws ClickHouseException, IOException {
        return ask(writer(), sql);
    }

    /** The result of a query by anybody. */
    public static String ask(ClickHouseConfig config, String sql) throws ClickHouseException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(config).query(sql, "TabSeparated", out);
        return out.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        clickHouse.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** Gives a test the engine, started at first use and stopped with the test run. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Engine.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Engine.class))
                    .getOrComputeIfAbsent(
                            Engine.class,
                            key -> {
                                try {
                                    return start();
                                } catch (RuntimeException e) {
                                    throw e;
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            Engine.class);
        }
    }
}
