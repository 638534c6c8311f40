package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
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
final class SigwatchProcess implements AutoCloseable, Tables.Running {
    private static final Duration READY = Duration.ofSeconds(90);

    private final Process process;
    private final Tables tables;

    @SuppressWarnings("JdkObsolete") // Written by one thread, read by others.
    private final StringBuffer output = new StringBuffer();

    private final CountDownLatch ready = new CountDownLatch(1);

    private SigwatchProcess(Process process, Path data) {
        this.process = process;
        this.tables = new Tables(data, this);
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

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public String output() {
        return output.toString();
    }

    /** Runs SQL as the reader; each row as JSON. */
    List<JsonNode> query(String sql) throws IOException, InterruptedException {
        return tables.query(sql);
    }

    /** The single number a query gives. */
    long number(String sql) throws IOException, InterruptedException {
        return tables.number(sql);
    }

    /** Repeats a query until its rows are as wanted. */
    List<JsonNode> await(String sql, Duration bound, Predicate<List<JsonNode>> wanted)
            throws IOException, InterruptedException {
        return tables.await(sql, bound, wanted);
    }

    /** Waits until a count is reached. */
    void awaitCount(String sql, long count, Duration bound) throws IOException, InterruptedException {
        tables.awaitCount(sql, count, bound);
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
