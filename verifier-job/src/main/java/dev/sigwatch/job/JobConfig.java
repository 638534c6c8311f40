package dev.sigwatch.job;

import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.sink.ClickHouseConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the job can be told.
 *
 * @param kafka Kafka's bootstrap servers, {@code host:port[,host:port…]}
 * @param clickHouse address of ClickHouse's HTTP interface, as {@link ClickHouseConfig#parse} takes it
 * @param clickHouseUser used where the address names none
 * @param clickHousePassword may be empty; kept out of {@link #toString()}
 * @param group consumer group under which progress is published
 * @param holdTimeout how long an event may wait for an identity before it is concluded without
 * @param keyGrace how long after its replacement a key is still honoured
 * @param parallelism subtasks per operator, 0 for the cluster's default
 * @param checkpointDir where checkpoints are kept, null for the cluster's default
 * @param checkpointInterval a row is visible once the checkpoint that covers it is complete
 * @param batchRows most rows of one insert
 * @param batchBytes an insert of more bytes than this is divided
 */
public record JobConfig(
        String kafka,
        String clickHouse,
        String clickHouseUser,
        String clickHousePassword,
        String group,
        Duration holdTimeout,
        Duration keyGrace,
        int parallelism,
        @Nullable String checkpointDir,
        Duration checkpointInterval,
        int batchRows,
        int batchBytes)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Consumer group of a deployment. */
    public static final String DEFAULT_GROUP = "sigwatch-job";

    /** Long enough for a directory to come back from a short outage. */
    public static final Duration DEFAULT_HOLD_TIMEOUT = Duration.ofMinutes(10);

    /** Most of the time from a frame to a visible row. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** Inserts are cheapest per row from some ten thousand rows on. */
    public static final int DEFAULT_BATCH_ROWS = 50_000;

    /** One insert is held in memory whole, by us and by ClickHouse. */
    public static final int DEFAULT_BATCH_BYTES = 8 << 20;

    /** With {@link DidJudge#DEFAULT_KEY_GRACE}. */
    public JobConfig(
            String kafka,
            String clickHouse,
            String clickHouseUser,
            String clickHousePassword,
            String group,
            Duration holdTimeout,
            int parallelism,
            @Nullable String checkpointDir,
            Duration checkpointInterval,
            int batchRows,
            int batchBytes) {
        this(
                kafka,
                clickHouse,
                clickHouseUser,
                clickHousePassword,
                group,
                holdTimeout,
                DidJudge.DEFAULT_KEY_GRACE,
                parallelism,
                checkpointDir,
                checkpointInterval,
                batchRows,
                batchBytes);
    }

    /** The defaults for servers at an address. */
    public static JobConfig of(String kafka, ClickHouseConfig clickHouse) {
        return new JobConfig(
                kafka,
                clickHouse.url() + "/" + clickHouse.database(),
                clickHouse.user(),
                clickHouse.password(),
                DEFAULT_GROUP,
                DEFAULT_HOLD_TIMEOUT,
                DidJudge.DEFAULT_KEY_GRACE,
                0,
                null,
                DEFAULT_CHECKPOINT_INTERVAL,
                DEFAULT_BATCH_ROWS,
                DEFAULT_BATCH_BYTES);
    }

    /**
     * Reads options, each from {@code --name value} or else from the environment.
     *
     * @param args the command line, see {@link JobOptions}
     * @param environment variables by name
     * @throws IllegalArgumentException whose message lists every problem, one per line
     */
    public static JobConfig parse(List<String> args, Map<String, String> environment) {
        return JobOptions.parse(args, environment);
    }

    /** ClickHouse as the writer reaches it. */
    ClickHouseConfig clickHouseConfig() {
        return ClickHouseConfig.parse(clickHouse, clickHouseUser, clickHousePassword);
    }

    /** The effective values on one line, without secrets. */
    @Override
    public String toString() {
        return "kafka " + kafka + ", clickhouse " + clickHouseConfig() + ", group " + group + ", hold timeout "
                + holdTimeout + ", key grace " + keyGrace + ", parallelism "
                + (parallelism == 0 ? "default" : parallelism) + ", checkpoints "
                + (checkpointDir == null ? "default" : checkpointDir) + " every " + checkpointInterval + ", batch "
                + batchRows + " rows or " + batchBytes + " bytes";
    }
}
