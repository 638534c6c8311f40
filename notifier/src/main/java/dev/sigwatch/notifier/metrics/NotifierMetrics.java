package dev.sigwatch.notifier.metrics;

import dev.sigwatch.notifier.courier.CourierStatus;
import dev.sigwatch.status.ScrapedMetrics;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How each receiver of alerts is served, as metrics. */
public final class NotifierMetrics {
    private static final String RECEIVER = "receiver";
    private static final double MICROS = 1e6;

    private NotifierMetrics() {}

    /**
     * Registers them all.
     *
     * @param status asked at every scrape; one for each receiver
     */
    public static void register(ScrapedMetrics metrics, Supplier<List<CourierStatus>> status, Clock clock) {
        metrics.counter("sigwatch_notifications_sent", "Alerts told", each(status, CourierStatus::sent), RECEIVER);
        metrics.counter(
                "sigwatch_notifications_failed", "Tries that failed", each(status, CourierStatus::failed), RECEIVER);
        metrics.counter(
                "sigwatch_notifications_refused", "Alerts given up", each(status, CourierStatus::refused), RECEIVER);
        metrics.gauge(
                "sigwatch_notifications_pending", "Alerts that wait", each(status, CourierStatus::pending), RECEIVER);
        metrics.gauge(
                "sigwatch_notifications_oldest_pending_seconds",
                "How long the oldest alert waits",
                each(status, courier -> since(courier.pendingSince(), clock)),
                RECEIVER);
    }

    private static ScrapedMetrics.Source each(
            Supplier<List<CourierStatus>> status, ToDoubleFunction<CourierStatus> value) {
        return values -> status.get().forEach(courier -> values.add(value.applyAsDouble(courier), courier.name()));
    }

    private static double since(long micros, Clock clock) {
        return micros == 0 ? 0 : Math.max(0, clock.millis() / 1e3 - micros / MICROS);
    }
}
