package dev.sigwatch.job;

import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job on a cluster: {@code flink run verifier-job.jar --kafka HOST:PORT --clickhouse URL}. */
public final class AuditJob {
    private static final Logger LOG = LoggerFactory.getLogger(AuditJob.class);

    private AuditJob() {}

    /** Submits the job with the options of {@link JobConfig#parse}. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(JobOptions.help());
            return;
        }
        JobConfig config = config(args);
        LOG.info("{}", config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(defaults(config, env.getConfiguration()));
        if (config.parallelism() > 0) {
            env.setParallelism(config.parallelism());
        }
        AuditPipeline.define(env, config);
        env.execute("sigwatch");
    }

    private static JobConfig config(String[] args) {
        try {
            return JobConfig.parse(List.of(args), System.getenv());
        } catch (IllegalArgumentException e) {
            // The one exception whose message the flink command shows without a stack trace.
            throw new ProgramParametrizationException(e.getMessage() + "\n\n" + JobOptions.help());
        }
    }

    /** What the job wants where neither its options nor the cluster say otherwise. */
    static Configuration defaults(JobConfig config, ReadableConfig cluster) {
        Configuration defaults = new Configuration();
        defaults.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        if (config.checkpointDir() != null) {
            defaults.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.checkpointDir());
        }
        unlessSet(cluster, defaults, StateBackendOptions.STATE_BACKEND, "rocksdb");
        unlessSet(cluster, defaults, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        unlessSet(
                cluster,
                defaults,
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return defaults;
    }

    private static <T> void unlessSet(ReadableConfig cluster, Configuration defaults, ConfigOption<T> option, T value) {
        if (cluster.getOptional(option).isEmpty()) {
            defaults.set(option, value);
        }
    }
}
