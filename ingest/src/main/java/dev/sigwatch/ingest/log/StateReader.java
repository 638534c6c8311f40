package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the compacted state topic from its beginning to its present end. */
final class StateReader {
    /** Longest wait without any progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final LongSupplier nanoTime;
    private final Map<String, Long> cursors = new HashMap<>();
    private final Set<String> publishers = new HashSet<>();
    private final Map<String, List<ForwardedFrame>> forwarded = new HashMap<>();

    StateReader(KafkaSettings kafka, LongSupplier nanoTime) {
        this.kafka = kafka;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads the state.
     *
     * @throws KafkaException if Kafka stops answering
     */
    Recovered read() {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                "sigwatch-ingest-state",
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false"));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.STATE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                // Going on without state would forget every cursor.
                throw new KafkaException("the topic " + Topics.STATE + " has no partitions yet");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long lastProgress = nanoTime.getAsLong();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                long before = total(consumer, partitions);
                consumer.poll(POLL).forEach(this::take);
                if (total(consumer, partitions) > before) {
                    lastProgress = nanoTime.getAsLong();
                } else if (nanoTime.getAsLong() - lastProgress > PATIENCE.toNanos()) {
                    throw new KafkaException("reading " + Topics.STATE + " makes no progress");
                }
            }
        }
        return new Recovered(cursors, publishers, forwarded);
    }

    private static long total(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        take(record.key(), record.value());
    }

    private void take(String key, byte @Nullable [] value) {
        StateKey parsed = StateKey.parse(key);
        String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
        switch (parsed.kind()) {
            case CURSOR -> put(cursors, parsed.name(), value == null ? null : Long.parseLong(text));
            case FORWARDED -> put(forwarded, parsed.name(), value == null ? null : ForwardedFrame.parse(text));
            case PUBLISHER -> {
                if (value == null) {
                    publishers.remove(parsed.name());
                } else {
                    publishers.add(parsed.name());
                }
            }
        }
    }

    private static <T> void put(Map<String, T> map, String name, @Nullable T value) {
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }
}
