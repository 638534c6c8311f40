package dev.sigwatch.notifier;

import dev.sigwatch.audit.health.HealthJson;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.audit.stream.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds, on {@code audit.health}, how parts do. A report that cannot be written is followed by the next. */
public final class HealthPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthPublisher.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Callable<List<HealthReport>> parts;
    private final KafkaProducer<String, byte[]> producer;
    private final ScheduledExecutorService turns;

    private HealthPublisher(
            KafkaAccess kafka, String name, Callable<List<HealthReport>> parts, ScheduledExecutorService turns) {
        this.name = name;
        this.parts = parts;
        this.turns = turns;
        this.producer = new KafkaProducer<>(
                kafka.client(Map.of(
                        "client.id", "sigwatch-health-" + name,
                        "max.block.ms", 5_000,
                        "delivery.timeout.ms", 10_000,
                        "request.timeout.ms", 5_000,
                        "linger.ms", 0,
                        "buffer.memory", 4L << 20)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts one.
     *
     * @param name of its thread
     * @param parts asked each time; may fail, which is logged
     */
    public static HealthPublisher start(
            KafkaAccess kafka, String name, Duration period, Callable<List<HealthReport>> parts) {
        ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "health-" + name);
            thread.setDaemon(true);
            return thread;
        });
        HealthPublisher publisher = new HealthPublisher(kafka, name, parts, turns);
        Future<?> unused =
                turns.scheduleWithFixedDelay(publisher::publish, 0, period.toMillis(), TimeUnit.MILLISECONDS);
        return publisher;
    }

    @Override
    public void close() {
        turns.shutdownNow();
        producer.close(CLOSE_PATIENCE);
    }

    private void publish() {
        try {
            for (HealthReport report : parts.call()) {
                Future<?> unused =
                        producer.send(new ProducerRecord<>(Topics.HEALTH, report.part(), HealthJson.write(report)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("no health report of {}: {}", name, e.toString());
        }
    }
}
