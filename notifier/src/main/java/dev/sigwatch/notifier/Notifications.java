package dev.sigwatch.notifier;

import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.notifier.courier.Backoff;
import dev.sigwatch.notifier.courier.Courier;
import dev.sigwatch.notifier.courier.CourierStatus;
import dev.sigwatch.notifier.watch.SelfWatcher;
import java.time.Clock;
import java.util.List;

/** All notifiers of a process, each on its own, their reports on {@code audit.health}, and the watch over all such reports. */
public final class Notifications implements AutoCloseable {
    private final List<Courier> couriers;
    private final HealthPublisher health;
    private final SelfWatcher watcher;

    private Notifications(List<Courier> couriers, HealthPublisher health, SelfWatcher watcher) {
        this.couriers = couriers;
        this.health = health;
        this.watcher = watcher;
    }

    /**
     * Starts to notify; returns at once.
     *
     * @param addressees their notifiers have different names, and are closed with this
     */
    public static Notifications start(KafkaAccess kafka, List<Addressee> addressees, Clock clock) {
        List<Courier> couriers = addressees.stream()
                .map(addressee -> Courier.start(kafka, addressee, Backoff.STANDARD, clock))
                .toList();
        HealthPublisher health = HealthPublisher.start(
                kafka, "notifier", HealthReport.PERIOD, () -> reports(couriers, clock.millis() * 1_000));
        return new Notifications(couriers, health, SelfWatcher.start(kafka, clock));
    }

    /** How each does. */
    public List<CourierStatus> status() {
        return couriers.stream().map(Courier::status).toList();
    }

    /** Stops all; what was not told waits in Kafka. */
    @Override
    public void close() {
        watcher.close();
        health.close();
        couriers.parallelStream().forEach(Courier::close);
    }

    private static List<HealthReport> reports(List<Courier> couriers, long at) {
        return couriers.stream().map(courier -> courier.status().report(at)).toList();
    }
}
