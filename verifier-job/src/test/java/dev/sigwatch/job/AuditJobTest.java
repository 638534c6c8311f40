package dev.sigwatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

class AuditJobTest {
    private static final JobConfig CONFIG = JobConfig.parse(
            List.of("--kafka=k:1", "--clickhouse=http://c", "--checkpoint-dir=s3://b", "--checkpoint-interval=2s"),
            Map.of());

    @Test
    void bringsWhatTheClusterDoesNotSay() {
        Configuration defaults = AuditJob.defaults(CONFIG, new Configuration());

        assertThat(defaults.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(defaults.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(defaults.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEqualTo("s3://b");
    }

    @Test
    void leavesTheClustersStateBackendAlone() {
        Configuration cluster = new Configuration();
        cluster.set(StateBackendOptions.STATE_BACKEND, "hashmap");

        assertThat(AuditJob.defaults(CONFIG, cluster).getOptional(StateBackendOptions.STATE_BACKEND))
                .isEmpty();
    }

    @Test
    void aMistakeIsToldWithoutAStackTrace() {
        assertThatThrownBy(() -> AuditJob.main(new String[] {"--colour", "red"}))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--colour")
                .hasMessageContaining("--kafka is missing");
    }
}
