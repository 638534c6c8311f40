package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.job.AuditPipeline;
import dev.sigwatch.job.JobConfig;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The auditing job. Parallelism, checkpoints and restarts are the cluster's.
 *
 * @param holdTimeout how long an event waits for an identity
 * @param keyGrace how long after its replacement a key is still honoured
 */
public record AuditJobDefinition(Duration holdTimeout, Duration keyGrace) implements JobDefinition {
    @Override
    public Consumer<StreamExecutionEnvironment> on(Addresses addresses) {
        JobConfig usual = JobConfig.of(addresses.kafka(), addresses.writer());
        JobConfig config = new JobConfig(
                usual.kafka(),
                usual.clickHouse(),
                usual.clickHouseUser(),
                usual.clickHousePassword(),
                usual.group(),
                holdTimeout,
                keyGrace,
                usual.parallelism(),
                usual.checkpointDir(),
                usual.checkpointInterval(),
                usual.batchRows(),
                usual.batchBytes());
        return environment -> AuditPipeline.define(environment, config);
    }
}
