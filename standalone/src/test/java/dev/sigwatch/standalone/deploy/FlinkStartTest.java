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
        state("checkpoints/5e/chk-9", 1_000, true);
        state("checkpoints/5e/chk-10", 2_000, true);
        state("checkpoints/5e/chk-11", 4_000, false);
        assertThat(run(Map.of(), "job", "--kafka", "k:9092"))
                .contains(" --fromSavepoint file://" + folder + "/state/checkpoints/5e/chk-10 --kafka");
        state("savepoints/savepoint-5e-1", 3_000, true);
        assertThat(run(Map.of(), "job"))
                .contains(" --fromSavepoint file://" + folder + "/state/savepoints/savepoint-5e-1\n");
        assertThat(run(Map.of("SIGWATCH_RESTORE", "s3://b/chk-9"), "job")).contains(" --fromSavepoint s3://b/chk-9\n");
    }

    @Test
    void startsTaskManagers() throws Exception {
        assertThat(run(Map.of(), "taskmanager")).isEqualTo("taskmanager.sh start-foreground\n");
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
