package dev.sigwatch.standalone.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Any program of the class path in a process of its own, which never outlives this one. */
final class JavaProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * What a process is started with.
     *
     * @param classPath jars and folders
     * @param options of the virtual machine
     * @param environment variables besides ours
     * @param main the program's class
     * @param arguments of the program
     */
    record Program(
            List<Path> classPath,
            List<String> options,
            Map<String, String> environment,
            String main,
            List<String> arguments) {}

    /** Everything this test could use. */
    static List<Path> wholeClassPath() {
        String text = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(text.split(File.pathSeparator)).map(Path::of).toList();
    }

    /** @param log what the program prints goes here */
    static JavaProcess start(Program program, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(program.options());
        command.add("-cp");
        command.add(program.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(Lifeline.class.getName());
        command.add(program.main());
        command.addAll(program.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(program.environment());
        return new JavaProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    String output() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Waits for its end; the exit code, or -1 if it still runs. */
    int await(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
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
