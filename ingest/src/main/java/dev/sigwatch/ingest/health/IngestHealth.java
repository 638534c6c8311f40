package dev.sigwatch.ingest.health;

import static dev.sigwatch.audit.health.HealthNames.CONNECTED;
import static dev.sigwatch.audit.health.HealthNames.DONE;
import static dev.sigwatch.audit.health.HealthNames.FAILED;
import static dev.sigwatch.audit.health.HealthNames.FAILED_IN_A_ROW;
import static dev.sigwatch.audit.health.HealthNames.LAG_MICROS;
import static dev.sigwatch.audit.health.HealthNames.LAST_AT;
import static dev.sigwatch.audit.health.HealthNames.PENDING;
import static dev.sigwatch.audit.health.HealthNames.PENDING_SINCE;

import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.identity.ResolverStatus;
import dev.sigwatch.ingest.repo.RepoFetchStatus;
import dev.sigwatch.ingest.stream.RelayStatus;
import java.util.Map;

/** The parts of ingest, reported: pure. */
public final class IngestHealth {
    private IngestHealth() {}

    /**
     * A relay's report.
     *
     * @param now microseconds since the epoch
     */
    public static HealthReport of(RelayStatus relay, long now) {
        return new HealthReport(
                "relay/" + relay.host(),
                now,
                Map.of(
                        CONNECTED, flag(relay.connected()),
                        LAST_AT, relay.lastAt(),
                        LAG_MICROS, relay.lagMicros(),
                        DONE, relay.received(),
                        FAILED, Math.max(0, relay.connections() - 1)),
                relay.detail());
    }

    /**
     * A directory's report, of its feed. One that has no feed has none: nothing is wrong with it.
     *
     * @param now microseconds since the epoch
     */
    public static HealthReport of(FeedStatus feed, long now) {
        return new HealthReport(
                "directory/" + feed.directory(),
                now,
                Map.of(
                        CONNECTED, flag(feed.isFlowing()),
                        LAST_AT, feed.lastAt(),
                        DONE, feed.read(),
                        FAILED, feed.failures(),
                        FAILED_IN_A_ROW, feed.failedInARow()),
                feed.detail());
    }

    /**
     * The resolver's report.
     *
     * @param now microseconds since the epoch
     */
    public static HealthReport of(ResolverStatus resolver, long now) {
        return new HealthReport(
                "resolver",
                now,
                Map.of(
                        CONNECTED, flag(resolver.connected()),
                        DONE, resolver.lookups(),
                        FAILED, resolver.failures(),
                        FAILED_IN_A_ROW, resolver.failedInARow(),
                        PENDING, (long) resolver.pending(),
                        PENDING_SINCE, resolver.pendingSince()),
                detail(resolver.detail(), resolver.lastFailure(), resolver.failedInARow()));
    }

    /**
     * The report of the fetcher of repositories.
     *
     * @param now microseconds since the epoch
     */
    public static HealthReport of(RepoFetchStatus repos, long now) {
        return new HealthReport(
                "repos",
                now,
                Map.of(
                        CONNECTED, flag(repos.connected()),
                        DONE, repos.fetched(),
                        FAILED, repos.failed(),
                        FAILED_IN_A_ROW, repos.failedInARow(),
                        PENDING, (long) repos.pending(),
                        PENDING_SINCE, repos.pendingSince()),
                detail(repos.detail(), repos.lastFailure(), repos.failedInARow()));
    }

    private static String detail(String kafka, String lastFailure, long failedInARow) {
        return !kafka.isEmpty() || failedInARow == 0 ? kafka : lastFailure;
    }

    private static long flag(boolean set) {
        return set ? 1 : 0;
    }
}
