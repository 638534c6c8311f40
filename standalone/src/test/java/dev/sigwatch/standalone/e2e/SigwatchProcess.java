package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command line in a process of its own, as a person starts it, with the classes under test. */
final class SigwatchProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path data;

    @SuppressWarnings("JdkObsolete") // Written by one thread, read by others.
    private final StringBuffer output = new StringBuffer();

    private final CountDownLatch ready = new CountDownLatch(1);

    private SigwatchProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Runs a command to its end. */
    static Finished run(Path data, String... arguments) throws IOException, InterruptedException {
        try (SigwatchProcess process = start(data, arguments)) {
            assertThat(process.process.waitFor(3, TimeUnit.MINUTES))
                    .as("%s ends; so far: %s", List.of(arguments), process.output)
                    .isTrue();
            return new Finished(process.process.exitValue(), process.output.toString());
        }
    }

    /** What a command that ended left behind. */
    record Finished(int exit, String output) {}

    /** Starts a long-running command and waits for its ready line. */
    static SigwatchProcess up(Path data, String... arguments) throws IOException, InterruptedException {
        SigwatchProcess process = start(data, arguments);
        if (!process.ready.await(READY.toSeconds(), TimeUnit.SECONDS) || !process.process.isAlive()) {
            process.close();
            throw new AssertionError("not ready: " + process.output);
        }
        return process;
    }

    private static SigwatchProcess start(Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.sigwatch.standalone.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SIGWATCH_HOME", Path.of("..").toRealPath().toString());
        SigwatchProcess started = new SigwatchProcess(builder.start(), data);
        started.process.getOutputStream().close();
        Thread reader = new Thread(started::read, "sigwatch-output");
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            output.append(e).append('\n');
        } finally {
            ready.countDown();
        }
    }

    String output() {
        return output.toString();
    }

    /** Runs SQL as the reader; each row as JSON. */
    List<JsonNode> query(String sql) throws IOException, InterruptedException {
        ClickHouseConfig reader = EmbeddedClickHouse.readerOfRunning(data).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new ClickHouseReader(reader).query(sql, "JSONEachRow", out);
        } catch (ClickHouseException e) {
            throw new IOException(e);
        }
        List<JsonNode> rows = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    /** The single number a query gives. */
    long number(String sql) throws IOException, InterruptedException {
        return query(sql).get(0).elements().next().asLong();
    }

    /** Repeats a query until its rows are as wanted. */
    List<JsonNode> await(String sql, Duration bound, Predicate<List<JsonNode>> wanted)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        List<JsonNode> rows = List.of();
        while (System.nanoTime() < end) {
            assertThat(process.isAlive()).as("running; output: %s", output).isTrue();
            rows = query(sql);
            if (wanted.test(rows)) {
                return rows;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("after " + bound + " still " + rows + " for " + sql + "\n" + output);
    }

    /** Waits until a count is reached. */
    void awaitCount(String sql, long count, Duration bound) throws IOException, InterruptedException {
        await(sql, bound, rows -> rows.get(0).elements().next().asLong() >= count);
    }

    /** Stops as SIGTERM does; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("stops; output: %s", output)
                .isTrue();
        return process.exitValue();
    }

    /** Kills without a chance to tidy up, and waits for the engine below to notice. */
    void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            for (int i = 0; i < 100 && child.isAlive(); i++) {
                Thread.sleep(100);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
