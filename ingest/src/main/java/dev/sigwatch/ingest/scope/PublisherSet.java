package dev.sigwatch.ingest.scope;

import dev.sigwatch.atproto.syntax.Did;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The DIDs known to have written an {@code io.atcr.*} record. It only grows. One thread adds, any may ask. */
public final class PublisherSet {
    /** Most publishers held, ours: a thousand times today's; anyone can write such a record under any number of DIDs. */
    public static final int MAX_PUBLISHERS = 1_000_000;

    private final int limit;
    private final Set<String> dids;

    public PublisherSet(Collection<String> known, int limit) {
        this.dids = ConcurrentHashMap.newKeySet();
        this.dids.addAll(known);
        this.limit = limit;
    }

    /** Whether a DID is a publisher. */
    public boolean contains(String did) {
        return dids.contains(did);
    }

    /**
     * Learns a publisher.
     *
     * @return whether it is new; false also for text that is not a DID, and when the set is full
     */
    public boolean add(String did) {
        return !dids.contains(did) && dids.size() < limit && Did.tryParse(did).isPresent() && dids.add(did);
    }

    /** How many there are. */
    public int size() {
        return dids.size();
    }
}
