package dev.sigwatch.ingest.fetch;

import java.time.Duration;

/**
 * What one fetch may cost.
 *
 * @param maxBytes longest body read; at most {@link #MAX_BODY} of one that is kept in memory
 * @param connect for the TCP connection and the TLS handshake, each
 * @param read between two arrivals of bytes
 * @param total for everything after the name was resolved, redirects included
 * @param minRate bytes per second that a download must make on average once it has lasted longer than {@code read}; 0 for any
 */
public record FetchLimits(long maxBytes, Duration connect, Duration read, Duration total, long minRate) {
    /** Longest response body kept in memory: an order of magnitude above the longest known PLC audit log. */
    public static final int MAX_BODY = 1 << 20;
    /**
     * Longest repository export unless configured: ten times what a PDS takes for an import (100 MB), some three million records at
     * the 350 bytes each that large repositories have.
     */
    public static final long MAX_EXPORT = 1L << 30;
    /** Longest page of an export feed: a thousand operations of twice the specification's 7,500 bytes. */
    private static final int MAX_PAGE = 16 << 20;
    /** Longest time for an export: the ceiling that other consumers came to after a download stalled them for hours. */
    private static final Duration EXPORT_TOTAL = Duration.ofMinutes(5);
    /** Slower than any line a server is run on, ours; who drips bytes shall not keep a place for minutes. */
    private static final long EXPORT_MIN_RATE = 16 << 10;

    /** The limits used in production for everything small. */
    public static FetchLimits standard() {
        return new FetchLimits(MAX_BODY, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 0);
    }

    /** For a page of a directory's export feed: a thousand lines, of which few reach a kilobyte. */
    public static FetchLimits feed() {
        return new FetchLimits(
                MAX_PAGE, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), EXPORT_MIN_RATE);
    }

    /** For a repository's export, which its server may have to gather first. */
    public static FetchLimits export(long maxBytes) {
        return new FetchLimits(maxBytes, Duration.ofSeconds(5), Duration.ofSeconds(30), EXPORT_TOTAL, EXPORT_MIN_RATE);
    }
}
