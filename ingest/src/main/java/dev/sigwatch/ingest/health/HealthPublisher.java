package dev.sigwatch.ingest.health;

import dev.sigwatch.audit.health.HealthJson;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes reports every few seconds until closed. For any process that has something to report of itself; one that Kafka does not
 * take is not sent again, the next is better.
 */
public final class HealthPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthPublisher.class);
    private static final int BLOCK_MILLIS = 4_000;

    private final Producer<byte[], byte[]> producer;
    private final Supplier<List<HealthReport>> reports;
    private final ScheduledExecutorService thread;

    HealthPublisher(Producer<byte[], byte[]> producer, String name, Supplier<List<HealthReport>> reports) {
        this.producer = producer;
        this.reports = reports;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "health-" + name);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Begins to publish, at once and then every {@link HealthReport#PERIOD}.
     *
     * @param name of the process or part, for the Kafka client
     * @param reports asked each time; none while there is nothing to say
     */
    public static HealthPublisher start(KafkaSettings kafka, String name, Supplier<List<HealthReport>> reports) {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                "sigwatch-health-" + name,
                "acks",
                "1",
                "enable.idempotence",
                false,
                "max.block.ms",
                BLOCK_MILLIS,
                "request.timeout.ms",
                BLOCK_MILLIS,
                "delivery.timeout.ms",
                2 * BLOCK_MILLIS));
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        HealthPublisher publisher = new HealthPublisher(producer, name, reports);
        Future<?> unused = publisher.thread.scheduleWithFixedDelay(
                publisher::publish, 0, HealthReport.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return publisher;
    }

    /** Publishes the reports once. */
    void publish() {
        try {
            for (HealthReport report : reports.get()) {
                Future<?> unused = producer.send(new ProducerRecord<>(
                        Topics.HEALTH, report.part().getBytes(StandardCharsets.UTF_8), HealthJson.write(report)));
            }
        } catch (KafkaException e) {
            LOG.debug("no report of health this time", e);
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            LOG.error("no report of health: a fault of this program", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
