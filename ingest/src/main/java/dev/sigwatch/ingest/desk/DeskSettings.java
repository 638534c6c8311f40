package dev.sigwatch.ingest.desk;

import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;

/**
 * How requests are dealt with.
 *
 * @param maxCases DIDs with an open question
 * @param maxRequests open requests, over all DIDs
 * @param interval between the beginnings of two answers about one DID
 * @param restFactor how many times as long as an answer took a DID then rests, at the least
 * @param attempts turns of one round
 * @param attemptDelay between the turns of a round
 * @param rounds each ends with a report of failure; after the last the requests are given up
 * @param roundDelay between rounds
 */
public record DeskSettings(
        int maxCases,
        int maxRequests,
        Duration interval,
        int restFactor,
        int attempts,
        Backoff attemptDelay,
        int rounds,
        Backoff roundDelay) {

    /** For lookups of identities: five rounds within about ten minutes, at most one lookup of a DID in ten seconds. */
    public static DeskSettings lookups() {
        return new DeskSettings(
                100_000,
                400_000,
                Duration.ofSeconds(10),
                0,
                3,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)),
                5,
                new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(4)));
    }
}
