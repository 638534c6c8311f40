package dev.sigwatch.ingest.feed;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.WholeTopic;
import dev.sigwatch.ingest.log.StateKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How far each directory's feed is read, durably. Safe for use by many threads. */
interface FeedPositions extends AutoCloseable {
    /**
     * The position saved last.
     *
     * @throws KafkaException if it cannot be read now
     */
    OptionalLong read(String directory);

    /**
     * Saves a position, once everything before it is safe.
     *
     * @throws KafkaException if that is not certain; the old one may stand
     */
    void save(String directory, long position) throws InterruptedException;

    @Override
    void close();

    /** Positions in the state topic, connected to when first needed. */
    static FeedPositions onKafka(KafkaSettings kafka) {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                "sigwatch-feed-positions",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.block.ms",
                15_000,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                30_000));
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        return new FeedPositions() {
            @Override
            public OptionalLong read(String directory) {
                String wanted = key(directory);
                AtomicLong found = new AtomicLong(-1);
                new WholeTopic(kafka, Topics.STATE, System::nanoTime).read("sigwatch-feed-positions", (key, value) -> {
                    if (key.equals(wanted) && value != null) {
                        found.set(Long.parseLong(new String(value, StandardCharsets.UTF_8)));
                    }
                });
                return found.get() < 0 ? OptionalLong.empty() : OptionalLong.of(found.get());
            }

            @Override
            public void save(String directory, long position) throws InterruptedException {
                try {
                    producer.send(new ProducerRecord<>(
                                    Topics.STATE,
                                    key(directory).getBytes(StandardCharsets.UTF_8),
                                    Long.toString(position).getBytes(StandardCharsets.UTF_8)))
                            .get();
                } catch (ExecutionException e) {
                    throw new KafkaException("a feed's position is not acknowledged", e.getCause());
                }
            }

            @Override
            public void close() {
                producer.close(Duration.ofSeconds(5));
            }
        };
    }

    private static String key(String directory) {
        return new StateKey(StateKey.Kind.FEED, directory).text();
    }
}
