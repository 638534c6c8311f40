package dev.sigwatch.sink.embedded;

import com.sun.jna.Native;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running ClickHouse engine in a child process on loopback. It ends with {@link #close()}, and within seconds of this process
 * ending in any way, {@code kill -9} included.
 */
public final class EmbeddedClickHouse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedClickHouse.class);

    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 20;
    /** Somebody may take a port between our choosing and the engine's opening it. */
    private static final int FREE_PORT_ATTEMPTS = 3;

    private final Process process;
    private final EngineFolder folder;
    private final ClickHouseConfig writer;
    private final ClickHouseConfig reader;

    private EmbeddedClickHouse(Process process, EngineFolder folder, ClickHouseConfig writer, ClickHouseConfig reader) {
        this.process = process;
        this.folder = folder;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Starts an engine and returns once it answers queries.
     *
     * @throws ClickHouseException with one line that says which part failed and what to do
     */
    public static EmbeddedClickHouse start(EngineConfig config) throws ClickHouseException, InterruptedException {
        if (!Files.isRegularFile(config.library())) {
            throw ClickHouseException.permanent(
                    "the ClickHouse engine is not installed (no " + config.library() + "): run sink/engine/install.sh");
        }
        for (int attempt = 1; ; attempt++) {
            int port = config.httpPort() == 0 ? freePort() : config.httpPort();
            EmbeddedClickHouse engine = launch(config, port);
            Optional<ClickHouseException> failure = engine.awaitReady(config);
            if (failure.isEmpty()) {
                if (!engine.confined()) {
                    LOG.warn("ClickHouse engine {}", EngineChild.UNCONFINED);
                }
                return engine;
            }
            engine.close();
            boolean portTaken = engine.exitedWith(EngineChild.PORT_IN_USE);
            if (!portTaken || config.httpPort() != 0 || attempt == FREE_PORT_ATTEMPTS) {
                throw failure.get();
            }
        }
    }

    /**
     * The reader of the engine that runs on a data folder, started by this process or another.
     *
     * @return empty if none answers
     */
    public static Optional<ClickHouseConfig> readerOfRunning(Path data) {
        return ofRunning(data, ClickHouseConfig.READER, "clickhouse-reader");
    }

    /**
     * The writer of the engine that runs on a data folder: for whoever may read the folder's secrets.
     *
     * @return empty if none answers
     */
    public static Optional<ClickHouseConfig> writerOfRunning(Path data) {
        return ofRunning(data, ClickHouseConfig.WRITER, "clickhouse-writer");
    }

    private static Optional<ClickHouseConfig> ofRunning(Path data, String user, String secret) {
        EngineFolder folder = new EngineFolder(data);
        try {
            if (!Files.exists(folder.portFile())) {
                return Optional.empty();
            }
            int port = Integer.parseInt(Files.readString(folder.portFile()).strip());
            ClickHouseConfig config = config(folder, port, user, secret);
            return new ClickHouseReader(config).ping() ? Optional.of(config) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            LOG.debug("no engine to be found at {}", data, e);
            return Optional.empty();
        }
    }

    /** How the writer reaches it: user {@code sigwatch_writer}, all rights on database {@code sigwatch}. */
    public ClickHouseConfig writer() {
        return writer;
    }

    /** How readers reach it: user {@code sigwatch_reader}, reads of database {@code sigwatch} only. */
    public ClickHouseConfig reader() {
        return reader;
    }

    /** The engine's log file. */
    public Path log() {
        return folder.log();
    }

    /**
     * Whether the engine is kept from all files but its own and from outgoing connections. Where the kernel cannot (before Linux
     * 5.19), any user of the database can read files of the user this process runs as.
     */
    public boolean confined() {
        return !folder.saidUnconfined();
    }

    /** The engine's process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Completes with one line on how the engine ended, whoever ended it. */
    public CompletableFuture<String> onExit() {
        return process.onExit()
                .thenApply(ended -> "the ClickHouse engine ended (" + ended.exitValue() + "): " + folder.lastWords());
    }

    /** Lets the engine flush and exit; one that does not within 20 s is killed. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the ClickHouse engine did not stop in {} s: killed", STOP_SECONDS);
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(folder.portFile());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("stopping the ClickHouse engine: {}", e.toString());
        }
    }

    private static EmbeddedClickHouse launch(EngineConfig config, int port)
            throws ClickHouseException, InterruptedException {
        EngineFolder folder = new EngineFolder(config.data());
        try {
            if (!folder.awaitUnused(config.readyWithin())) {
                throw ClickHouseException.permanent(folderInUse(folder));
            }
            folder.prepare(port, config.memoryBytes());
            ProcessBuilder builder = new ProcessBuilder(command(config, folder, port))
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.output().toFile());
            // Nothing of this process's environment is the engine's business.
            builder.environment().keySet().retainAll(Set.of("PATH", "LANG", "TZ"));
            builder.environment().put("TERM", "dumb");
            return new EmbeddedClickHouse(
                    builder.start(),
                    folder,
                    config(folder, port, ClickHouseConfig.WRITER, "clickhouse-writer"),
                    config(folder, port, ClickHouseConfig.READER, "clickhouse-reader"));
        } catch (IOException e) {
            throw ClickHouseException.permanent(
                    "the ClickHouse folder " + folder.path() + " cannot be written (" + e
                            + "): free or choose another with --data",
                    e);
        }
    }

    private static List<String> command(EngineConfig config, EngineFolder folder, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:ErrorFile=" + folder.path().resolve("log/hs_err_%p.log"),
                "-Djna.tmpdir=" + folder.temporary(),
                "-cp",
                origin(EngineChild.class) + File.pathSeparator + origin(Native.class),
                EngineChild.class.getName(),
                config.library().toAbsolutePath().toString(),
                folder.path().toString(),
                Integer.toString(port));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry that is no file", e);
        }
    }

    private static ClickHouseConfig config(EngineFolder folder, int port, String user, String secret)
            throws IOException {
        return new ClickHouseConfig(
                URI.create("http://127.0.0.1:" + port),
                user,
                folder.password(secret),
                ClickHouseConfig.DATABASE,
                false);
    }

    private Optional<ClickHouseException> awaitReady(EngineConfig config) throws InterruptedException {
        ClickHouseReader probe = new ClickHouseReader(reader);
        long deadline = System.nanoTime() + config.readyWithin().toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.of(ClickHouseException.permanent(endedEarly()));
            }
            // Answering to this folder's password, it is our engine and not another server on the port.
            if (probe.ping()) {
                return writePortFile();
            }
        }
        return Optional.of(ClickHouseException.permanent("the ClickHouse engine did not answer within "
                + config.readyWithin().toSeconds() + " s: " + folder.lastWords()));
    }

    private Optional<ClickHouseException> writePortFile() {
        try {
            Files.writeString(folder.portFile(), Integer.toString(writer.url().getPort()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(ClickHouseException.permanent("cannot write " + folder.portFile() + ": " + e, e));
        }
    }

    private String endedEarly() {
        return switch (process.exitValue()) {
            case EngineChild.FOLDER_IN_USE -> folderInUse(folder);
            case EngineChild.PORT_IN_USE ->
                "port " + writer.url().getPort() + " is in use: free it or choose another with --clickhouse-port";
            case EngineChild.NO_TERMINAL -> "no pseudo-terminal for the ClickHouse engine: /dev/ptmx must be usable";
            default -> "the ClickHouse engine ended at start (" + process.exitValue() + "): " + folder.lastWords();
        };
    }

    private static String folderInUse(EngineFolder folder) {
        return "another ClickHouse engine uses " + folder.path() + ": stop it or choose another folder with --data";
    }

    private boolean exitedWith(int code) {
        return !process.isAlive() && process.exitValue() == code;
    }

    private static int freePort() throws ClickHouseException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw ClickHouseException.permanent("no free port on loopback: " + e, e);
        }
    }
}
