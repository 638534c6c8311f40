package dev.sigwatch.notifier.watch;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.health.HealthJson;
import dev.sigwatch.audit.health.SelfWatch;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.KafkaAccess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the parts' reports and writes what {@link SelfWatch} makes of them. Of several processes that run one, Kafka lets one read
 * each part's reports. After a restart it goes on with the incidents that stand in {@code audit.alerts}.
 */
public final class SelfWatcher implements AutoCloseable {
    /** One for a deployment. */
    static final String GROUP = "sigwatch-selfwatch";

    private static final Logger LOG = LoggerFactory.getLogger(SelfWatcher.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 5_000;
    private static final long STOP_SECONDS = 15;
    private static final long WRITE_SECONDS = 20;

    private final KafkaAccess kafka;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private SelfWatcher(KafkaAccess kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        this.thread = new Thread(this::run, "self-watch");
        thread.setDaemon(true);
    }

    /** Starts to watch; returns at once. */
    public static SelfWatcher start(KafkaAccess kafka, Clock clock) {
        SelfWatcher watcher = new SelfWatcher(kafka, clock);
        watcher.thread.start();
        return watcher;
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> reports = consumer();
                    KafkaProducer<String, byte[]> alerts = producer()) {
                watch(reports, alerts);
            } catch (KafkaException | TimeoutException | ExecutionException e) {
                LOG.warn("watching the parts begins anew: {}", e.toString());
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("watching the parts begins anew", e);
                pause();
            }
        }
    }

    private void watch(KafkaConsumer<String, byte[]> reports, KafkaProducer<String, byte[]> alerts)
            throws InterruptedException, ExecutionException, TimeoutException {
        SelfWatch watch = new SelfWatch();
        OpenIncidents.read(kafka, clock, stopping).forEach(watch::resume);
        reports.subscribe(List.of(Topics.HEALTH));
        while (stopping.getCount() > 0) {
            for (ConsumerRecord<String, byte[]> record : reports.poll(POLL)) {
                byte @Nullable [] value = record.value();
                if (value != null) {
                    List<Alert> news =
                            HealthJson.tryRead(value).map(watch::observe).orElse(List.of());
                    write(alerts, news);
                }
            }
            write(alerts, watch.look(clock.millis() * 1_000));
        }
    }

    /** Waits for Kafka: an incident that could not be written is found again, after a new start, from the next reports. */
    private static void write(KafkaProducer<String, byte[]> alerts, List<Alert> news)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Alert alert : news) {
            LOG.warn("{} {} {}: {}", alert.rule(), alert.status().wireName(), alert.id(), alert.title());
            byte[] value = AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8);
            alerts.send(new ProducerRecord<>(Topics.ALERTS, alert.facts().getOrDefault("part", ""), value))
                    .get(WRITE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Begins at the newest: how parts did while nobody watched is past. */
    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> own = Map.of(
                "group.id",
                GROUP,
                "client.id",
                "sigwatch-selfwatch",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "latest",
                "allow.auto.create.topics",
                false,
                "session.timeout.ms",
                10_000,
                "heartbeat.interval.ms",
                3_000,
                "metadata.max.age.ms",
                10_000);
        return new KafkaConsumer<>(kafka.client(own), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> own = Map.of(
                "client.id",
                "sigwatch-selfwatch",
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                15_000,
                "request.timeout.ms",
                10_000,
                "linger.ms",
                0,
                "buffer.memory",
                4L << 20);
        return new KafkaProducer<>(kafka.client(own), new StringSerializer(), new ByteArraySerializer());
    }

    private void pause() {
        try {
            boolean unused = stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
