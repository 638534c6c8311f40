package dev.sigwatch.job.value;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.util.List;

/**
 * An observation that told something for the first time.
 *
 * @param fresh what it told first, in its order; never empty
 */
public record FreshIdentities(IdentityObservation observation, List<Fresh> fresh) {
    /**
     * One thing told for the first time.
     *
     * @param id which of the things that the observation tells
     * @param firstSeenAt when the operation or document itself was first seen, microseconds since the epoch
     */
    public record Fresh(String id, long firstSeenAt) {}
}
