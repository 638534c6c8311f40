package dev.sigwatch.standalone.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * What the embedded cluster is told.
 *
 * @param directory the cluster's own folder: checkpoints, working files
 * @param parallelism subtasks per operator, 1 to {@link #MAX_PARALLELISM}
 * @param webPort port of the web interface and REST API, 0 for any free one
 * @param logFile what the web interface shows as the log
 */
public record FlinkSettings(Path directory, int parallelism, int webPort, Path logFile) {
    /** Number of key groups: fixed, so that a later start may use another parallelism. */
    public static final int MAX_PARALLELISM = 64;

    /** A row becomes visible with the checkpoint that covers it, so this is most of the latency. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration CHECKPOINT_PAUSE = Duration.ofMillis(200);
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(160);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(48);

    /** More failures than this in the interval, and the job gives up and says why. */
    private static final int RESTARTS = 5;

    private static final Duration RESTART_INTERVAL = Duration.ofMinutes(2);

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    Path work() {
        return directory.resolve("work");
    }

    Configuration toConfiguration() {
        Configuration c = new Configuration();
        cluster(c);
        checkpoints(c);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, RESTARTS);
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, RESTART_INTERVAL);
        return c;
    }

    private void cluster(Configuration c) {
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.PORT, webPort);
        c.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        // Flink's own servers listen on every interface unless told.
        c.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(WebOptions.LOG_PATH, logFile.toAbsolutePath().toString());
        // Anyone who reaches the port could otherwise run code or stop the audit.
        c.set(WebOptions.SUBMIT_ENABLE, false);
        c.set(WebOptions.CANCEL_ENABLE, false);
        c.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        c.set(CoreOptions.TMP_DIRS, work().toAbsolutePath().toString());
        c.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        c.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    }

    private void checkpoints(Configuration c) {
        c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        c.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, CHECKPOINT_PAUSE);
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        c.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A checkpoint that a busy machine could not finish in time is no reason to restart the job.
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        c.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.parse("100kb"));
    }
}
