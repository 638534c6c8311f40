package dev.sigwatch.ingest.identity;

import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;

/**
 * How the resolver deals with requests.
 *
 * @param maxCases DIDs with an open question
 * @param maxRequests open requests, over all DIDs
 * @param interval between two lookups of one DID
 * @param attempts lookups of one round
 * @param attemptDelay between the lookups of a round
 * @param rounds each ends with an {@code UNAVAILABLE} observation; after the last the requests are given up
 * @param roundDelay between rounds
 */
public record DeskSettings(
        int maxCases,
        int maxRequests,
        Duration interval,
        int attempts,
        Backoff attemptDelay,
        int rounds,
        Backoff roundDelay) {

    /** Five rounds within about ten minutes, at most one lookup of a DID in ten seconds. */
    public static DeskSettings standard() {
        return new DeskSettings(
                100_000,
                400_000,
                Duration.ofSeconds(10),
                3,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)),
                5,
                new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(4)));
    }
}
