package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests from Kafka. All partitions are read by this one consumer, without group membership, so that a restart after a crash waits
 * for no old member to expire; the group only names the committed offsets.
 */
final class KafkaRequests implements RequestSource {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRequests.class);

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetTracker offsets = new OffsetTracker();
    private boolean paused;

    KafkaRequests(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.REQUESTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic " + Topics.REQUESTS + " has no partitions yet");
        }
        consumer.assign(partitions);
    }

    static KafkaRequests connect(KafkaSettings kafka) {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id", "sigwatch-resolver",
                "group.id", kafka.resolverGroup(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "max.poll.records", 500));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new KafkaRequests(consumer);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public List<Delivery> poll(Duration wait, boolean wanted) {
        commit();
        if (wanted == paused) {
            if (wanted) {
                consumer.resume(consumer.assignment());
            } else {
                consumer.pause(consumer.assignment());
            }
            paused = !wanted;
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            offsets.delivered(record.partition(), record.offset());
            deliveries.add(new Delivery(read(record), () -> offsets.done(record.partition(), record.offset())));
        }
        return deliveries;
    }

    private static @Nullable IdentityRequest read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return IdentityRequest.fromRecord(name -> {
                Header header = record.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
        } catch (IllegalStateException e) {
            LOG.warn("passing over a record of {} that the job did not write: {}", Topics.REQUESTS, e.getMessage());
            return null;
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        offsets.committable()
                .forEach((partition, offset) ->
                        commits.put(new TopicPartition(Topics.REQUESTS, partition), new OffsetAndMetadata(offset)));
        if (!commits.isEmpty()) {
            consumer.commitSync(commits);
        }
    }

    @Override
    public void close() {
        try {
            commit();
        } catch (KafkaException e) {
            LOG.warn("the last offsets are not committed, some requests will be answered again: {}", e.toString());
        } finally {
            consumer.close();
        }
    }
}
