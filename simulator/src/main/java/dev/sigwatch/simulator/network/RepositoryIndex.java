package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Did;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which repositories have had records of a collection, as relays list them. Safe for use by several threads. */
public final class RepositoryIndex {
    private final Map<String, NavigableSet<String>> dids = new ConcurrentHashMap<>();

    /**
     * DIDs with records in a collection, in order.
     *
     * @param after the DID to go on after, empty to begin
     * @param limit most DIDs returned
     */
    public List<String> list(String collection, String after, int limit) {
        NavigableSet<String> all = dids.get(collection);
        return all == null
                ? List.of()
                : all.tailSet(after, false).stream().limit(limit).toList();
    }

    void add(Did did, String collection) {
        dids.computeIfAbsent(collection, key -> new ConcurrentSkipListSet<>()).add(did.value());
    }
}
