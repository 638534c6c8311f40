package dev.sigwatch.sink.embedded;

import dev.sigwatch.sink.ClickHouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where an embedded engine lives and what it may use.
 *
 * @param library libchdb.so
 * @param data the product's data folder; the engine keeps to {@code clickhouse/} and {@code secrets/} in it
 * @param httpPort 1 to 65535, or 0 for any free port
 * @param memoryBytes what all queries, inserts and merges together may hold
 * @param readyWithin how long to wait for a previous engine to leave the folder, and again for this one's first answer
 */
public record EngineConfig(Path library, Path data, int httpPort, long memoryBytes, Duration readyWithin) {

    /** Leaves room for Kafka and Flink in the 2.5 GiB the whole product may use. */
    public static final long DEFAULT_MEMORY_BYTES = 700L << 20;

    /** A start takes about a second, more after a crash with much unmerged data. */
    public static final Duration DEFAULT_READY_WITHIN = Duration.ofSeconds(30);

    private static final String IN_CHECKOUT = "sink/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

    /** Checks the port. */
    public EngineConfig {
        if (httpPort < 0 || httpPort > 65535) {
            throw new IllegalArgumentException("ClickHouse HTTP port must be 0 to 65535: " + httpPort);
        }
    }

    /** An engine with the default limits. */
    public static EngineConfig of(Path library, Path data, int httpPort) {
        return new EngineConfig(library, data, httpPort, DEFAULT_MEMORY_BYTES, DEFAULT_READY_WITHIN);
    }

    /**
     * Finds the library: where {@code SIGWATCH_LIBCHDB} says, else in the checkout around a folder.
     *
     * @param environment environment variables
     * @param folder a folder inside the checkout; its parents are searched too
     * @throws ClickHouseException naming the command that installs it
     */
    public static Path findLibrary(Map<String, String> environment, Path folder) throws ClickHouseException {
        String named = environment.get("SIGWATCH_LIBCHDB");
        if (named != null) {
            if (Files.isRegularFile(Path.of(named))) {
                return Path.of(named).toAbsolutePath();
            }
            throw ClickHouseException.permanent("SIGWATCH_LIBCHDB names no file: " + named);
        }
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            Path library = at.resolve(IN_CHECKOUT);
            if (Files.isRegularFile(library)) {
                return library;
            }
        }
        throw ClickHouseException.permanent(
                "the ClickHouse engine is not installed: run sink/engine/install.sh, or use a server with --clickhouse URL");
    }
}
