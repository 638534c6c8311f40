package dev.sigwatch.ingest;

import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.identity.ResolverStatus;
import dev.sigwatch.ingest.log.LogStatus;
import dev.sigwatch.ingest.policy.PolicyStatus;
import dev.sigwatch.ingest.repo.RepoFetchStatus;
import dev.sigwatch.ingest.scope.SeedState;
import dev.sigwatch.ingest.stream.RelayStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A look at all of ingest.
 *
 * @param relays one for each, in the configuration's order
 * @param seeds how far the publisher set is filled, by host
 * @param feeds one for each directory whose export feed is followed, in the configuration's order
 * @param policies the documents that alerts follow
 */
public record IngestStatus(
        LogStatus log,
        List<RelayStatus> relays,
        Map<String, SeedState> seeds,
        ResolverStatus resolver,
        RepoFetchStatus repos,
        List<FeedStatus> feeds,
        List<PolicyStatus> policies) {

    /** Why ingest has ended for good and waits for its operator; empty while it runs. */
    public Optional<String> failure() {
        return log.phase() == LogStatus.Phase.FAILED ? Optional.of(log.detail()) : Optional.empty();
    }
}
