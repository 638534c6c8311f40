package dev.sigwatch.notifier.courier;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read and is not told yet, in order. The first is tried until the notifier takes it; behind it the others wait. An alert
 * leaves without having been told only if its receiver refuses it again and again, or takes others but not this one: that is
 * counted, logged, and reported with its id.
 */
final class Outbox {
    /** As many wait in memory; the rest waits in Kafka. */
    static final int MAX_WAITING = 200;

    /** Tries of an alert that its receiver refuses; with the standard delays, about two minutes. */
    static final int MAX_REFUSALS = 8;

    /** Failures after which the next alert is tried, to learn whether the first is the trouble. */
    static final int PROBE_AFTER = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Addressee addressee;
    private final Notifier notifier;
    private final Backoff backoff;
    private final Clock clock;
    private final RandomGenerator random;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private final Told told = new Told();
    private final Tally tally;
    private long nextTryAt;

    Outbox(Addressee addressee, Backoff backoff, Clock clock, RandomGenerator random) {
        this.addressee = addressee;
        this.notifier = addressee.notifier();
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
        this.tally = new Tally(notifier.name());
    }

    /** One record on its way. */
    private static final class Waiting {
        final TopicPartition partition;
        final long offset;
        final long writtenAt;
        final @Nullable Alert alert;
        int refusals;
        int doubts;

        Waiting(ConsumerRecord<?, ?> record, @Nullable Alert alert) {
            this.partition = new TopicPartition(record.topic(), record.partition());
            this.offset = record.offset();
            this.writtenAt = record.timestamp() * 1_000;
            this.alert = alert;
        }
    }

    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(ConsumerRecord<String, byte[]> record) {
        waiting.add(new Waiting(record, read(record)));
    }

    /** What was delivered before the start. */
    void recall(ConsumerRecord<String, byte[]> record) {
        Alert alert = read(record);
        if (alert != null && isFor(alert)) {
            notifier.recall(alert);
            told.add(alert);
        }
    }

    /** Others go on with these. */
    void drop(Collection<TopicPartition> partitions) {
        waiting.removeIf(one -> partitions.contains(one.partition));
        done.keySet().removeAll(partitions);
    }

    /** Tells what can be told until the notifier fails, all are told, or a time has come. */
    void work(long untilMillis) {
        while (!waiting.isEmpty() && clock.millis() >= nextTryAt && clock.millis() < untilMillis) {
            Waiting head = waiting.element();
            Alert alert = head.alert;
            if (alert == null || !isFor(alert)) {
                finish(head);
            } else {
                attempt(head, alert);
            }
        }
    }

    /** Repeats what is to be repeated, unless the notifier is being left alone. */
    void refresh() {
        if (waiting.isEmpty() && clock.millis() >= nextTryAt) {
            Delivery delivery = notifier.refresh();
            if (delivery instanceof Delivery.Done) {
                tally.refreshed();
            } else {
                wait(why(delivery), notBefore(delivery));
            }
        }
    }

    /** How far all is done, since the last call. */
    Map<TopicPartition, OffsetAndMetadata> takeDone() {
        Map<TopicPartition, OffsetAndMetadata> taken = Map.copyOf(done);
        done.clear();
        return taken;
    }

    CourierStatus status() {
        long since = waiting.isEmpty() ? 0 : waiting.element().writtenAt;
        return tally.status(waiting.size(), since);
    }

    private void attempt(Waiting head, Alert alert) {
        Delivery delivery = notifier.deliver(alert);
        if (delivery instanceof Delivery.Done) {
            tell(alert);
            finish(head);
            return;
        }
        String why = why(delivery);
        boolean givenUp = delivery instanceof Delivery.Refused
                ? ++head.refusals >= MAX_REFUSALS
                : delivery instanceof Delivery.Later later
                        && later.perhapsTheAlert()
                        && ++head.doubts >= PROBE_AFTER
                        && takesAnother(head);
        if (givenUp) {
            tally.refused(alert.id() + " version " + alert.version() + " given up: " + why);
            LOG.error(
                    "{} does not take alert {} version {}, which is given up: {}",
                    notifier.name(),
                    alert.id(),
                    alert.version(),
                    why);
            finish(head);
        } else {
            wait(why, notBefore(delivery));
        }
    }

    /** Whether the notifier takes an alert other than the first. */
    private boolean takesAnother(Waiting head) {
        for (Waiting other : waiting) {
            Alert alert = other.alert;
            if (other != head && alert != null && isFor(alert)) {
                boolean taken = notifier.deliver(alert) instanceof Delivery.Done;
                if (taken) {
                    tell(alert);
                }
                return taken;
            }
        }
        return false;
    }

    private void tell(Alert alert) {
        told.add(alert);
        tally.sent(clock.millis() * 1_000);
    }

    private void finish(Waiting head) {
        waiting.remove();
        done.put(head.partition, new OffsetAndMetadata(head.offset + 1));
        nextTryAt = 0;
    }

    private void wait(String why, Optional<Duration> notBefore) {
        tally.failed(why);
        Duration delay = backoff.delay((int) Math.min(tally.failedInARow(), 1_000), random);
        Duration asked = notBefore.orElse(delay);
        nextTryAt = clock.millis() + (asked.compareTo(delay) > 0 ? asked : delay).toMillis();
        LOG.warn("{} cannot tell of alerts, failure {} in a row: {}", notifier.name(), tally.failedInARow(), why);
    }

    /** What was expected is not told, unless it was told before that it is open. */
    private boolean isFor(Alert alert) {
        boolean expected = alert.status() == Alert.Status.EXPLAINED
                || (alert.status() == Alert.Status.RECOVERED
                        && !alert.explainedBy().isEmpty());
        return addressee.routes().contains(alert.route())
                && !told.has(alert)
                && (!expected || told.knows(alert.id()) || notifier.follows(alert.id()));
    }

    private @Nullable Alert read(ConsumerRecord<String, byte[]> record) {
        try {
            return AlertJson.read(record.value());
        } catch (RuntimeException e) {
            String where = record.topic() + "-" + record.partition() + " at " + record.offset();
            tally.refused("the record in " + where + " is no alert");
            LOG.error("the record in {} is no alert and was left out", where, e);
            return null;
        }
    }

    private static String why(Delivery delivery) {
        if (delivery instanceof Delivery.Later later) {
            return later.why();
        }
        return delivery instanceof Delivery.Refused refused ? refused.why() : "";
    }

    private static Optional<Duration> notBefore(Delivery delivery) {
        return delivery instanceof Delivery.Later later ? later.notBefore() : Optional.empty();
    }
}
