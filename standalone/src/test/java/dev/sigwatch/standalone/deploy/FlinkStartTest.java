package dev.sigwatch.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/flink/run}: which state the job begins with. */
class FlinkStartTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void flinkThatOnlySaysWhatItIsTold() throws IOException {
        for (String script : List.of("standalone-job.sh", "taskmanager.sh")) {
            Path file = Files.createDirectories(folder.resolve("flink/bin")).resolve(script);
            Files.writeString(file, "#!/bin/sh\necho " + script + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void beginsAnewWhereThereIsNoState() throws Exception {
        assertThat(run(Map.of(), "job", "--kafka", "k:9092"))
                .contains("without a state")
                .contains("standalone-job.sh start-foreground --job-classname dev.sigwatch.job.AuditJob --job-id ")
                .doesNotContain("--fromSavepoint")
                .endsWith("--kafka k:9092\n");
    }

    @Test
    void goesOnFromTheNewestStateThatIsWhole() throws Exception {
        state("checkpoints/run-1/chk-9", 1_000, true);
        state("checkpoints/run-2/chk-1", 1_500, true);
        state("checkpoints/run-2/chk-2", 2_000, true);
        state("checkpoints/run-3/chk-1", 4_000, false);
        String where = " --fromSavepoint file://" + folder + "/state/";
        assertThat(run(Map.of(), "job", "--kafka", "k:9092"))
                .contains(where + "checkpoints/run-2/chk-2 --kafka k:9092\n");
        assertThat(runs()).as("older runs are gone").containsExactly("run-2");
        state("savepoints/savepoint-1", 3_000, true);
        assertThat(run(Map.of(), "job")).contains(where + "savepoints/savepoint-1\n");
        assertThat(folder.resolve("state/checkpoints/run-2/chk-2/_metadata")).exists();
    }

    @Test
    void goesOnFromWhereItIsToldAndDeletesNothing() throws Exception {
        state("checkpoints/run-1/chk-9", 1_000, true);
        state("checkpoints/run-2/chk-1", 2_000, true);
        assertThat(run(Map.of("SIGWATCH_RESTORE", "s3://b/chk-9"), "job")).contains(" --fromSavepoint s3://b/chk-9\n");
        assertThat(runs()).containsExactly("run-1", "run-2");
    }

    @Test
    void everyRunHasAnIdOfItsOwn() throws Exception {
        assertThat(run(Map.of(), "job"))
                .containsPattern("--job-id [0-9a-f]{32}\n")
                .isNotEqualTo(run(Map.of(), "job"));
    }

    @Test
    void startsTaskManagers() throws Exception {
        assertThat(run(Map.of(), "taskmanager")).isEqualTo("taskmanager.sh start-foreground\n");
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("state/checkpoints"))) {
            return runs.map(run -> run.getFileName().toString()).sorted().toList();
        }
    }

    private void state(String path, long seconds, boolean isWhole) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("state").resolve(path));
        Path file = Files.writeString(checkpoint.resolve(isWhole ? "_metadata" : "part"), "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
    }

    private String run(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(ComposeFile.ROOT.resolve("deploy/flink/run").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("FLINK_HOME", folder.resolve("flink").toString());
        builder.environment().put("SIGWATCH_STATE", folder.resolve("state").toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
