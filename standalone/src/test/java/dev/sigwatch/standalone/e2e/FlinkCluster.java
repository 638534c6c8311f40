package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.standalone.data.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Flink cluster as a distribution's scripts start it, from the same jars: a job manager and task managers, each a process with a
 * configuration folder of its own, on loopback. What is no part of Flink comes with the job.
 */
final class FlinkCluster implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
    /** Characters of each process's output in a failure. */
    private static final int SHOWN = 8_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** As {@code env.java.opts.all} of a distribution's configuration has it, as far as it is needed here. */
    private static final List<String> JVM = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Dlog4j2.level=INFO");

    private final Path folder;
    private final int rpcPort = FreePort.choose(0);
    private final int webPort = FreePort.choose(0);
    private final JobJar job;
    private final Map<String, JavaProcess> processes = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private FlinkCluster(Path folder, JobJar job) {
        this.folder = folder;
        this.job = job;
    }

    /**
     * Starts a cluster and waits until it has all its slots.
     *
     * @param folder of configurations, logs and checkpoints
     */
    static FlinkCluster start(Path folder, int taskManagers, int slotsEach) throws IOException, InterruptedException {
        FlinkCluster cluster = new FlinkCluster(folder, JobJar.find(folder));
        try {
            cluster.launch("job-manager", slotsEach, "entrypoint.StandaloneSessionClusterEntrypoint", "-Xmx256m");
            for (int i = 1; i <= taskManagers; i++) {
                cluster.launch(
                        "task-manager-" + i,
                        slotsEach,
                        "taskexecutor.TaskManagerRunner",
                        "-Xmx400m",
                        "-XX:MaxDirectMemorySize=280m");
            }
            cluster.await("/overview", START, it -> it.path("slots-total").asInt() == taskManagers * slotsEach);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Where checkpoints are: what an object store is elsewhere. */
    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * {@code flink run}, in a process of its own.
     *
     * @return the job's id
     */
    String run(Map<String, String> environment, List<String> arguments) throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put("FLINK_CONF_DIR", folder.resolve("job-manager").toString());
        List<String> command = new ArrayList<>(List.of("run", "--detached"));
        command.addAll(job.options());
        command.addAll(arguments);
        try (JavaProcess client = JavaProcess.start(
                new JavaProcess.Program(
                        job.clusterClassPath(),
                        Stream.concat(JVM.stream(), Stream.of("-Xmx256m", "-XX:TieredStopAtLevel=1"))
                                .toList(),
                        variables,
                        "org.apache.flink.client.cli.CliFrontend",
                        command),
                folder.resolve("client.log"))) {
            int exit = client.await((int) START.toSeconds());
            Matcher submitted = SUBMITTED.matcher(client.output());
            assertThat(exit).as(client.output()).isZero();
            assertThat(submitted.find()).as(client.output()).isTrue();
            return submitted.group(1);
        }
    }

    /** Asks the job manager's REST interface. */
    JsonNode rest(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + webPort + path);
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    /** Repeats a question until the answer is as wanted. */
    JsonNode await(String path, Duration bound, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            assertThat(processes.values()).as("all run; %s", logs()).allMatch(JavaProcess::isAlive);
            try {
                JsonNode answer = rest(path);
                if (wanted.test(answer)) {
                    return answer;
                }
                last = answer.toString();
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("after " + bound + " " + path + " still says " + last + "\n" + logs());
    }

    /** SIGKILL to one task manager, counted from 1. */
    void killTaskManager(int number) throws InterruptedException {
        processes.remove("task-manager-" + number).kill();
    }

    /** What the processes printed last. */
    String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, JavaProcess> each : processes.entrySet()) {
            String output = each.getValue().output();
            all.append("--- ").append(each.getKey()).append('\n');
            all.append(output.substring(Math.max(0, output.length() - SHOWN)));
        }
        return all.toString();
    }

    private void launch(String name, int slots, String main, String... options) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("config.yaml"), configuration(name, slots));
        processes.put(
                name,
                JavaProcess.start(
                        new JavaProcess.Program(
                                job.clusterClassPath(),
                                Stream.concat(JVM.stream(), Stream.of(options)).toList(),
                                Map.of(),
                                "org.apache.flink.runtime." + main,
                                List.of("--configDir", own.toString())),
                        own.resolve("output.log")));
    }

    private String configuration(String name, int slots) {
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %1$d
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %2$d
                rest.bind-port: %2$d
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.resource-id: %3$s
                taskmanager.numberOfTaskSlots: %4$d
                taskmanager.load-balance.mode: SLOTS
                taskmanager.cpu.cores: %4$d
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.managed.size: 128m
                taskmanager.memory.jvm-metaspace.size: 192m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                execution.checkpointing.min-pause: 200ms
                heartbeat.interval: 1000
                heartbeat.timeout: 10000
                execution.checkpointing.dir: %5$s
                io.tmp.dirs: %6$s
                security.delegation.tokens.enabled: false
                """.formatted(
                        rpcPort,
                        webPort,
                        name,
                        slots,
                        checkpoints().toUri(),
                        folder.resolve(name).resolve("tmp"));
    }

    @Override
    public void close() {
        processes.values().forEach(JavaProcess::close);
    }
}
