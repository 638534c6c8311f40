package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;

/**
 * How hard an export feed is asked.
 *
 * @param pageEvery shortest time between two requests
 * @param pollEvery between requests where the last one reached the end
 * @param verifyEvery how often a quiet feed is asked whether it still has what it served
 * @param streamAgain before a stream that is not offered is tried again
 * @param feedAgain before a feed that is not offered is tried again
 * @param backoff after failures
 */
public record FeedSettings(
        Duration pageEvery,
        Duration pollEvery,
        Duration verifyEvery,
        Duration streamAgain,
        Duration feedAgain,
        Backoff backoff) {

    /** Polite towards a public directory: its limit is 500 requests in five minutes, says who mirrors it. */
    public static FeedSettings standard() {
        return new FeedSettings(
                Duration.ofMillis(700),
                Duration.ofSeconds(3),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }

    /** For a directory of one's own on this machine. */
    public static FeedSettings ownDirectory() {
        return new FeedSettings(
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)));
    }
}
