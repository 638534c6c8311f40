package dev.sigwatch.standalone.cli;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.data.FolderLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A look at a deployment's database: the running process's server where there is one, else an engine started for the look alone.
 * Read-only, but for {@link #openToChange}.
 */
final class SqlReader implements AutoCloseable {
    private final ClickHouseConfig config;
    private final ClickHouseReader reader;
    private final boolean running;
    private final @Nullable EmbeddedClickHouse engine;
    private final @Nullable FolderLock lock;

    private SqlReader(
            ClickHouseConfig config, boolean running, @Nullable EmbeddedClickHouse engine, @Nullable FolderLock lock) {
        this.config = config;
        this.reader = new ClickHouseReader(config);
        this.running = running;
        this.engine = engine;
        this.lock = lock;
    }

    /** A look at a server that a person named. */
    static SqlReader on(ClickHouseConfig config) {
        return new SqlReader(config, true, null, null);
    }

    /**
     * Opens a data folder.
     *
     * @throws CommandFailure where there is nothing to look at, or the engine does not start
     */
    static SqlReader open(DataFolder folder, ProcessEnvironment environment) throws InterruptedException {
        requireData(folder);
        Optional<ClickHouseConfig> running = EmbeddedClickHouse.readerOfRunning(folder.root());
        return running.isPresent()
                ? new SqlReader(running.get(), true, null, null)
                : start(folder, environment, EmbeddedClickHouse::reader);
    }

    /**
     * Opens a data folder for one who changes what is in it. A stopped one is brought to this version's schema first; a running one
     * was, when it was started.
     *
     * @throws CommandFailure as {@link #open}
     */
    static SqlReader openToChange(DataFolder folder, ProcessEnvironment environment) throws InterruptedException {
        requireData(folder);
        Optional<ClickHouseConfig> running = EmbeddedClickHouse.writerOfRunning(folder.root());
        if (running.isPresent()) {
            return new SqlReader(running.get(), true, null, null);
        }
        SqlReader started = start(folder, environment, EmbeddedClickHouse::writer);
        try {
            new Migrator(started.config).migrate();
            return started;
        } catch (ClickHouseException e) {
            started.close();
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static SqlReader start(
            DataFolder folder, ProcessEnvironment environment, Function<EmbeddedClickHouse, ClickHouseConfig> user)
            throws InterruptedException {
        FolderLock lock = null;
        try {
            lock = FolderLock.take(folder);
            EmbeddedClickHouse engine = EmbeddedClickHouse.start(EngineConfig.of(
                    EngineConfig.findLibrary(environment.variables(), environment.home()), folder.root(), 0));
            return new SqlReader(user.apply(engine), false, engine, lock);
        } catch (ClickHouseException | IOException e) {
            release(lock);
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireData(DataFolder folder) {
        if (!folder.exists()) {
            throw new CommandFailure(
                    ExitCode.START_FAILED,
                    "no data in " + folder.root() + ": name another with --data, or run sigwatch up");
        }
    }

    /** The database, and who looks at it. */
    ClickHouseConfig config() {
        return config;
    }

    /** Whether frames may still arrive. */
    boolean running() {
        return running;
    }

    /**
     * Runs a statement and copies its result.
     *
     * @throws CommandFailure with the server's own words where it refuses
     */
    void query(String sql, String format, OutputStream out) throws IOException, InterruptedException {
        try {
            reader.query(sql, format, out);
        } catch (ClickHouseException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link #query(String, String, OutputStream)}, for a small result. */
    String query(String sql, String format) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        query(sql, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        release(lock);
    }

    private static void release(@Nullable FolderLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.DIED, "cannot give back the data folder: " + e, e);
        }
    }
}
