package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom the resolver asks: the network, or a capture of what the network said. Safe for use by many threads. */
public interface IdentityDirectory {

    /** Asks once about a DID; any text may be given. Never throws for what the other side does. */
    Lookup lookup(String did);

    /** The lane that a lookup of a DID goes through. */
    Lane lane(String did);

    /** What one lookup gave. */
    sealed interface Lookup {}

    /**
     * An answer, a "there is none such" included.
     *
     * @param observations in the order to publish, the document or its absence last
     */
    record Observed(List<IdentityObservation> observations) implements Lookup {}

    /**
     * No answer.
     *
     * @param source the URL asked
     * @param reason one line for people
     * @param retryAfter how long the other side asks us to wait, null if it does not
     * @param seen what was observed all the same, to be published with the last word of a round of tries
     */
    record Failed(String source, String reason, @Nullable Duration retryAfter, List<IdentityObservation> seen)
            implements Lookup {
        /** A failure in which nothing was seen. */
        public Failed(String source, String reason, @Nullable Duration retryAfter) {
            this(source, reason, retryAfter, List.of());
        }
    }

    /**
     * What lookups share who ask the same host.
     *
     * @param name the host
     * @param concurrency lookups at once
     * @param perSecond lookups begun in a second, {@link Double#POSITIVE_INFINITY} for no limit
     */
    record Lane(String name, int concurrency, double perSecond) {}
}
