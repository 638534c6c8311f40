package dev.sigwatch.ingest.repo;

import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;

/**
 * How hard exports are asked for.
 *
 * @param desk how requests are dealt with
 * @param workers exports at once, over all hosts
 * @param hostConcurrency exports at once from one host
 * @param hostPerSecond exports begun there in a second
 * @param patience over how long the exports of new publishers are spread, who may come by the thousand
 */
public record RepoLimits(DeskSettings desk, int workers, int hostConcurrency, double hostPerSecond, Duration patience) {
    private static final int MAX_CASES = 10_000;
    private static final int MAX_REQUESTS = 50_000;
    /** One try and three more, within about ten seconds: a replica that lags behind has caught up by then. */
    private static final int ATTEMPTS = 4;

    private static final Duration NONE = Duration.ZERO;

    /** Polite towards strangers' hosts: five exports of a DID in a minute at most, two at once from one host. */
    public static RepoLimits standard() {
        Backoff tries = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8));
        return new RepoLimits(desk(Duration.ofSeconds(12), 4, ATTEMPTS, tries), 4, 2, 2, Duration.ofSeconds(30));
    }

    /** For a network of one's own on this machine: nobody to be polite to. */
    public static RepoLimits ownNetwork() {
        Backoff tries = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        return new RepoLimits(desk(Duration.ofSeconds(1), 1, ATTEMPTS, tries), 4, 2, Double.POSITIVE_INFINITY, NONE);
    }

    /** For what lies ready or cannot be had: everything at once, and once. */
    public static RepoLimits offline() {
        Backoff tries = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        return new RepoLimits(desk(NONE, 0, 1, tries), 2, 2, Double.POSITIVE_INFINITY, NONE);
    }

    private static DeskSettings desk(Duration interval, int restFactor, int attempts, Backoff tries) {
        return new DeskSettings(MAX_CASES, MAX_REQUESTS, interval, restFactor, attempts, tries, 1, tries);
    }
}
