package dev.sigwatch.standalone.notify;

import dev.sigwatch.status.ScrapedMetrics;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The books as metrics. */
public final class BooksMetrics {
    private static final double MILLIS = 1e3;

    private BooksMetrics() {}

    /**
     * Registers them all.
     *
     * @param last the balances added up last
     * @param lastAt when that was, milliseconds since the epoch, 0 for never
     */
    public static void register(ScrapedMetrics metrics, Supplier<List<Balance>> last, LongSupplier lastAt) {
        metrics.gauge(
                "sigwatch_reconciliation_unaccounted_frames",
                "Frames received, but neither forwarded nor filtered",
                values -> last.get().forEach(balance -> values.add((double) balance.unaccounted(), balance.host())),
                "host");
        metrics.gauge(
                "sigwatch_reconciliation_missing_frames",
                "Frames forwarded, but without a verdict",
                values -> last.get().forEach(balance -> values.add((double) balance.missing(), balance.host())),
                "host");
        metrics.gauge(
                "sigwatch_reconciliation_timestamp_seconds",
                "When the books were added up last",
                values -> values.add(lastAt.getAsLong() / MILLIS));
    }
}
