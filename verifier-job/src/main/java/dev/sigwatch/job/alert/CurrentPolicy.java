package dev.sigwatch.job.alert;

import dev.sigwatch.audit.policy.Expectations;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.policy.TrustPolicy;
import dev.sigwatch.audit.policy.Watchlist;
import dev.sigwatch.audit.stream.PolicyText;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/** The policy as it is now, read anew only when a document is another. */
final class CurrentPolicy {
    private @Nullable PolicyText watchlist;
    private @Nullable PolicyText expectations;
    private Policy policy = Policy.EMPTY;

    /** Takes over what every task holds. */
    void read(ReadOnlyBroadcastState<String, PolicyText> documents) throws Exception {
        PolicyText nextWatchlist = documents.get(PolicyText.Kind.WATCHLIST.wireName());
        PolicyText nextExpectations = documents.get(PolicyText.Kind.EXPECTATIONS.wireName());
        if (!isSame(watchlist, nextWatchlist) || !isSame(expectations, nextExpectations)) {
            policy = new Policy(
                    nextWatchlist == null
                            ? Watchlist.EMPTY
                            : PolicyReader.watchlist(nextWatchlist.text()).value(),
                    nextExpectations == null
                            ? Expectations.EMPTY
                            : PolicyReader.expectations(nextExpectations.text()).value(),
                    TrustPolicy.NONE);
        }
        watchlist = nextWatchlist;
        expectations = nextExpectations;
    }

    Policy now() {
        return policy;
    }

    /** Whether every document was published. */
    boolean isComplete() {
        return watchlist != null && expectations != null;
    }

    @SuppressWarnings("ReferenceEquality") // The state holds the same object until another takes its place.
    private static boolean isSame(@Nullable PolicyText one, @Nullable PolicyText other) {
        return one == other || (one != null && other != null && one.text().equals(other.text()));
    }
}
