package dev.sigwatch.ingest.fetch;

import java.time.Duration;

/**
 * What one fetch may cost.
 *
 * @param maxBytes longest body read
 * @param connect for the TCP connection and the TLS handshake, each
 * @param read between two arrivals of bytes
 * @param total for everything after the name was resolved, redirects included
 */
public record FetchLimits(int maxBytes, Duration connect, Duration read, Duration total) {
    /** Longest response body read: an order of magnitude above the longest known PLC audit log. */
    public static final int MAX_BODY = 1 << 20;

    /** The limits used in production. */
    public static FetchLimits standard() {
        return new FetchLimits(MAX_BODY, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
    }
}
