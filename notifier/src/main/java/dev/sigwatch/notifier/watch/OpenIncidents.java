package dev.sigwatch.notifier.watch;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.KafkaAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The auditor's own incidents that stood open when the process before ended, from {@code audit.alerts}. */
final class OpenIncidents {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIncidents.class);
    private static final Duration BACK = Duration.ofHours(25);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final int MAX = 1_000;

    private OpenIncidents() {}

    /** The newest version of each that is open, of the last day. Gives up when asked to stop. */
    static Collection<Alert> read(KafkaAccess kafka, Clock clock, CountDownLatch stopping) {
        Map<String, Object> own = Map.of(
                "client.id", "sigwatch-selfwatch-past",
                "enable.auto.commit", false,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafka.client(own), new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, clock.millis() - BACK.toMillis());
            Map<String, Alert> open = new LinkedHashMap<>();
            while (stopping.getCount() > 0
                    && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    take(record, open);
                }
            }
            return open.values();
        }
    }

    /** Assigns all partitions, from a time on. Returns where they end. */
    private static Map<TopicPartition, Long> seek(KafkaConsumer<?, ?> consumer, long since) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(Topics.ALERTS)
                .forEach(info -> partitions.add(new TopicPartition(Topics.ALERTS, info.partition())));
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        consumer.offsetsForTimes(times)
                .forEach((partition, at) ->
                        consumer.seek(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset()));
        return ends;
    }

    private static void take(ConsumerRecord<String, byte[]> record, Map<String, Alert> open) {
        try {
            Alert alert = AlertJson.read(record.value());
            boolean isOurs = alert.rule() == Rule.S1 || alert.rule() == Rule.S3;
            if (isOurs && alert.status() != Alert.Status.OPEN) {
                open.remove(alert.id());
            } else if (isOurs && open.size() < MAX) {
                open.put(alert.id(), alert);
            }
        } catch (RuntimeException e) {
            LOG.warn("the record in {}-{} at {} is no alert", record.topic(), record.partition(), record.offset());
        }
    }
}
