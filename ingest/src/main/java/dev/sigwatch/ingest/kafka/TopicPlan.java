package dev.sigwatch.ingest.kafka;

import dev.sigwatch.audit.stream.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics a deployment has.
 *
 * @param partitions of the topics whose key is a DID
 * @param replication copies of each partition; 0 for the broker's default
 * @param frameRetention how long frames stay; verdicts can be reproduced for as long
 */
public record TopicPlan(int partitions, int replication, Duration frameRetention) {
    private static final String FOREVER = "-1";
    /**
     * Bytes of exports kept in a partition, ours. Exports follow from repositories that anyone may fill, so time alone is no bound
     * for the disk; the newest are what is judged.
     */
    private static final long EXPORT_BYTES = 2L << 30;

    /** Four partitions, the broker's replication, frames kept for seven days. */
    public static TopicPlan standard() {
        return new TopicPlan(4, 0, Duration.ofDays(7));
    }

    /** The topics to create; an existing one is left as it is. */
    public List<NewTopic> topics() {
        String frames = Long.toString(frameRetention.toMillis());
        String day = Long.toString(Duration.ofDays(1).toMillis());
        String month = Long.toString(Duration.ofDays(30).toMillis());
        return List.of(
                topic(Topics.FRAMES, partitions, Map.of("retention.ms", frames)),
                // Key history is a stream and evidence: kept for ever, never compacted.
                topic(Topics.OBSERVATIONS, partitions, Map.of("retention.ms", FOREVER)),
                topic(Topics.REQUESTS, partitions, Map.of("retention.ms", frames)),
                topic(Topics.REPO_REQUESTS, partitions, Map.of("retention.ms", frames)),
                topic(
                        Topics.REPO_EXPORTS,
                        partitions,
                        Map.of("retention.ms", frames, "retention.bytes", Long.toString(EXPORT_BYTES))),
                topic(Topics.STATUS, 1, Map.of("retention.ms", month)),
                topic(Topics.ALERTS, partitions, Map.of("retention.ms", FOREVER)),
                topic(Topics.POLICY, 1, Map.of("cleanup.policy", "compact")),
                topic(Topics.HEALTH, 1, Map.of("retention.ms", day)),
                // Rewritten several times a second and read whole at every start: compacted often, so it stays small.
                topic(
                        Topics.STATE,
                        1,
                        Map.of(
                                "cleanup.policy", "compact",
                                "segment.bytes", Integer.toString(16 << 20),
                                "segment.ms", "600000",
                                "max.compaction.lag.ms", "600000",
                                "min.cleanable.dirty.ratio", "0.1",
                                "delete.retention.ms", "60000")));
    }

    private NewTopic topic(String name, int count, Map<String, String> own) {
        Map<String, String> configs = new HashMap<>(own);
        configs.putIfAbsent("cleanup.policy", "delete");
        configs.put("max.message.bytes", Integer.toString(KafkaSettings.MAX_RECORD));
        Optional<Short> copies = replication == 0 ? Optional.empty() : Optional.of((short) replication);
        return new NewTopic(name, Optional.of(count), copies).configs(configs);
    }
}
