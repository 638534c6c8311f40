package dev.sigwatch.ingest.desk;

import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
public final class KafkaRequests<R> implements RequestSource<R> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRequests.class);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Reader<R> reader;
    private final OffsetTracker offsets = new OffsetTracker();
    private boolean paused;

    /** Rebuilds a request from its record's headers. */
    @FunctionalInterface
    public interface Reader<R> {
        /**
         * Reads the headers, given by name.
         *
         * @throws IllegalStateException if the record is none of ours
         */
        R fromRecord(Function<String, byte @Nullable []> headers);
    }

    KafkaRequests(Consumer<byte[], byte[]> consumer, String topic, Reader<R> reader) {
        this.consumer = consumer;
        this.topic = topic;
        this.reader = reader;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic " + topic + " has no partitions yet");
        }
        consumer.assign(partitions);
    }

    /**
     * Connects to a topic of requests.
     *
     * @param group of the committed offsets, and the client's name
     * @throws KafkaException if the topic is not there
     */
    public static <R> KafkaRequests<R> connect(KafkaSettings kafka, String topic, String group, Reader<R> reader) {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                group,
                "group.id",
                group,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                500));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new KafkaRequests<>(consumer, topic, reader);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public List<Delivery<R>> poll(Duration wait, boolean wanted) {
        commit();
        if (wanted == paused) {
            if (wanted) {
                consumer.resume(consumer.assignment());
            } else {
                consumer.pause(consumer.assignment());
            }
            paused = !wanted;
        }
        List<Delivery<R>> deliveries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            offsets.delivered(record.partition(), record.offset());
            deliveries.add(new Delivery<>(read(record), () -> offsets.done(record.partition(), record.offset())));
        }
        return deliveries;
    }

    private @Nullable R read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.fromRecord(name -> {
                Header header = record.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
        } catch (IllegalStateException e) {
            LOG.warn("passing over a record of {} that we did not write: {}", topic, e.getMessage());
            return null;
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        offsets.committable()
                .forEach((partition, offset) ->
                        commits.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
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
