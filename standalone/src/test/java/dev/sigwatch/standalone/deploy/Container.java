package dev.sigwatch.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What would be a container, as a plain process: its image's start script with its service's command and environment. */
final class Container implements AutoCloseable {
    private static final int STOP_SECONDS = 30;
    private static final int SHOWN = 6_000;

    private final String service;
    private final Process process;
    private final Path log;
    private final Thread last = new Thread(this::end);

    private Container(String service, Process process, Path log) {
        this.service = service;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(last);
    }

    /**
     * Starts one.
     *
     * @param script of the image, below the project's folder
     * @param environment besides what every process has
     * @param folder of its log
     */
    static Container start(
            String service, String script, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = Files.createTempFile(folder, service, ".log");
        List<String> whole =
                new ArrayList<>(List.of(ComposeFile.ROOT.resolve(script).toString()));
        whole.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGWATCH_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Container(service, builder.start(), log);
    }

    /** Waits until the image's own check says that it is healthy. */
    void awaitHealthy(Duration bound, int port, String... check) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ComposeFile.ROOT.resolve("deploy/healthy").toString(), Integer.toString(port)));
        command.addAll(List.of(check));
        long end = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < end) {
            assertThat(process.isAlive()).as("%s runs: %s", service, output()).isTrue();
            Process asked = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(asked.waitFor(20, TimeUnit.SECONDS)).isTrue();
            if (asked.exitValue() == 0) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(service + " is not healthy after " + bound + ": " + output());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    int exit(Duration bound) throws IOException, InterruptedException {
        assertThat(process.waitFor(bound.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends: %s", service, output())
                .isTrue();
        return process.exitValue();
    }

    /** SIGTERM, as Compose sends it; the exit status. */
    int stop() throws IOException, InterruptedException {
        process.destroy();
        return exit(Duration.ofSeconds(STOP_SECONDS));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Everything it has printed. */
    String printed() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** The end of it, for whoever reads a failure. */
    String output() throws IOException {
        String all = printed();
        return all.substring(Math.max(0, all.length() - SHOWN));
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(last);
    }

    private void end() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
