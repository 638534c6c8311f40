package dev.sigwatch.notifier.courier;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.KafkaAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code audit.alerts} for one notifier, in a thread and a consumer group of its own. What is told is committed after it was
 * told: after a crash the last few may be told again, none is left out.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final Duration POLL = Duration.ofMillis(300);
    /** Between two polls at most so long: far below Kafka's patience of five minutes. */
    private static final Duration TURN = Duration.ofSeconds(5);

    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);
    private static final long STOP_SECONDS = 30;
    private static final int MAX_RECORDS = 100;

    private final KafkaAccess kafka;
    private final Addressee addressee;
    private final Backoff backoff;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile CourierStatus status;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    private Courier(KafkaAccess kafka, Addressee addressee, Backoff backoff, Clock clock) {
        this.kafka = kafka;
        this.addressee = addressee;
        this.backoff = backoff;
        this.clock = clock;
        this.status = CourierStatus.starting(addressee.notifier().name());
        this.thread = new Thread(this::run, "notifier-" + addressee.notifier().name());
        thread.setDaemon(true);
    }

    /** Starts one; it closes the notifier when it is closed. */
    public static Courier start(KafkaAccess kafka, Addressee addressee, Backoff backoff, Clock clock) {
        Courier courier = new Courier(kafka, addressee, backoff, clock);
        courier.thread.start();
        return courier;
    }

    /** The consumer group of a notifier. */
    public static String group(String notifier) {
        return "sigwatch-notifier-" + notifier;
    }

    /** How it does. */
    public CourierStatus status() {
        return status;
    }

    /** Stops it; what was not told waits in Kafka. */
    @Override
    public void close() {
        stopping.countDown();
        addressee.notifier().close();
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        int failures = 0;
        while (!isStopping()) {
            try (KafkaConsumer<String, byte[]> reading = open()) {
                consumer = reading;
                read(reading);
            } catch (WakeupException e) {
                LOG.debug("woken to stop");
            } catch (RuntimeException e) {
                failures++;
                LOG.warn("notifier {} begins anew", addressee.notifier().name(), e);
                pause(backoff.delay(failures, new Random()));
            } finally {
                consumer = null;
            }
        }
    }

    /** A fresh outbox each time: what was read and not told is read again. */
    private void read(KafkaConsumer<String, byte[]> reading) {
        Outbox outbox = new Outbox(addressee, backoff, clock, new Random());
        Positions positions = new Positions(reading, addressee.notifier().wantsPast(), outbox, clock);
        reading.subscribe(List.of(Topics.ALERTS), positions);
        while (!isStopping()) {
            if (outbox.isFull()) {
                reading.pause(reading.assignment());
            } else {
                reading.resume(reading.paused());
            }
            for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                if (positions.isPast(record)) {
                    outbox.recall(record);
                } else {
                    outbox.add(record);
                }
            }
            outbox.work(clock.millis() + TURN.toMillis());
            if (positions.isUpToDate()) {
                outbox.refresh();
            }
            commit(reading, outbox.takeDone());
            status = outbox.status();
        }
    }

    private void commit(KafkaConsumer<String, byte[]> reading, Map<TopicPartition, OffsetAndMetadata> done) {
        if (done.isEmpty()) {
            return;
        }
        try {
            reading.commitSync(done, COMMIT_PATIENCE);
        } catch (RetriableException e) {
            // The next commit covers it; until then a crash would repeat it.
            LOG.warn("notifier {} could not commit: {}", addressee.notifier().name(), e.toString());
        } catch (WakeupException e) {
            reading.commitSync(done, COMMIT_PATIENCE);
            throw e;
        }
    }

    private KafkaConsumer<String, byte[]> open() throws KafkaException {
        Map<String, Object> own = Map.ofEntries(
                Map.entry("group.id", group(addressee.notifier().name())),
                Map.entry(
                        "client.id", "sigwatch-notifier-" + addressee.notifier().name()),
                Map.entry("enable.auto.commit", false),
                Map.entry("isolation.level", "read_committed"),
                // Only where what was to come next is not kept any more.
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("allow.auto.create.topics", false),
                Map.entry("max.poll.records", MAX_RECORDS),
                Map.entry("metadata.max.age.ms", 10_000),
                Map.entry("session.timeout.ms", 10_000),
                Map.entry("heartbeat.interval.ms", 3_000));
        return new KafkaConsumer<>(kafka.client(own), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void pause(Duration delay) {
        try {
            boolean unused = stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
