package dev.sigwatch.standalone.notify;

import dev.sigwatch.status.ScrapedMetrics;

/** The books as metrics. */
public final class BooksMetrics {
    private static final double MILLIS = 1e3;

    private BooksMetrics() {}

    /** Registers them all, with the balances added up last. */
    public static void register(ScrapedMetrics metrics, Books books) {
        metrics.gauge(
                "sigwatch_reconciliation_unaccounted_frames",
                "Frames received, but neither forwarded nor filtered",
                values -> books.last().forEach(balance -> values.add(balance.unaccounted(), balance.host())),
                "host");
        metrics.gauge(
                "sigwatch_reconciliation_missing_frames",
                "Frames forwarded, but without a verdict",
                values -> books.last().forEach(balance -> values.add(balance.missing(), balance.host())),
                "host");
        metrics.gauge(
                "sigwatch_reconciliation_timestamp_seconds",
                "When the books were added up last",
                values -> values.add(books.lastAt() / MILLIS));
    }
}
