package dev.sigwatch.ingest.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning to its present end: committed records only. */
public final class WholeTopic {
    /** Longest wait without any progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final String topic;
    private final LongSupplier nanoTime;

    public WholeTopic(KafkaSettings kafka, String topic, LongSupplier nanoTime) {
        this.kafka = kafka;
        this.topic = topic;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads it.
     *
     * @param clientId names the consumer
     * @param take told key and value of each record
     * @throws KafkaException if Kafka stops answering or the topic is not there
     */
    public void read(String clientId, BiConsumer<String, byte @Nullable []> take) {
        Map<String, Object> properties = kafka.client(
                Map.of("client.id", clientId, "isolation.level", "read_committed", "enable.auto.commit", "false"));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                // Going on as if it were empty would forget what is in it.
                throw new KafkaException("the topic " + topic + " has no partitions yet");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long lastProgress = nanoTime.getAsLong();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptException("interrupted");
                }
                long before = total(consumer, partitions);
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    take.accept(record.key(), record.value());
                }
                if (total(consumer, partitions) > before) {
                    lastProgress = nanoTime.getAsLong();
                } else if (nanoTime.getAsLong() - lastProgress > PATIENCE.toNanos()) {
                    throw new KafkaException("reading " + topic + " makes no progress");
                }
            }
        }
    }

    private static long total(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }
}
