package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.ingest.scope.PublisherSet;
import dev.sigwatch.ingest.scope.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each frame and keeps the books of the transaction under way: pure, one thread but where said otherwise. When a transaction
 * fails, the whole ledger is thrown away and a new one made from what the journal holds.
 */
final class Ledger {
    /** Hosts whose forwarded frames are remembered; the least recent goes first. A live run has a few, a capture any number. */
    static final int MAX_HOSTS = 64;

    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

    private final Scope scope;
    private final PublisherSet publishers;
    private final Map<String, HostMemory> hosts = new LinkedHashMap<>(16, 0.75f, true);
    private final Sha256 sha256 = new Sha256();

    private final Map<String, Long> movedCursors = new HashMap<>();
    private final Map<String, Long> newPublishers = new LinkedHashMap<>();
    private final Map<TallyKey, HostTally> tallies = new LinkedHashMap<>();

    Ledger(Scope scope, Recovered recovered) {
        this.scope = scope;
        this.publishers = new PublisherSet(recovered.publishers(), PublisherSet.MAX_PUBLISHERS);
        recovered.forwarded().forEach((host, frames) -> memory(host).restore(frames));
    }

    /**
     * Takes a frame in.
     *
     * @return the frame to forward, null if it is filtered
     */
    @Nullable
    Frame admit(Arrival arrival) {
        HostTally tally = tally(arrival.host(), arrival.receivedAt());
        tally.arrived(arrival);
        if (arrival.position() >= 0) {
            movedCursors.put(arrival.source(), arrival.position());
        }
        String did = arrival.route().did();
        boolean touches = arrival.route().touchesAtcr() && !did.isEmpty();
        if (touches) {
            learn(did, arrival.receivedAt());
        }
        boolean inScope = touches || publishers.contains(did);
        FilterReason reason = reasonToFilter(arrival, inScope);
        tally.count(reason);
        return reason != null
                ? null
                : new Frame(
                        arrival.host(),
                        arrival.route().seq(),
                        arrival.previousSeq(),
                        inScope,
                        arrival.receivedAt(),
                        arrival.bytes(),
                        arrival.direct());
    }

    private @Nullable FilterReason reasonToFilter(Arrival arrival, boolean inScope) {
        if (scope == Scope.PUBLISHERS && !inScope && !arrival.route().did().isEmpty()) {
            return FilterReason.NOT_PUBLISHER;
        }
        long seq = arrival.route().seq();
        if (seq <= 0) {
            return null;
        }
        HostMemory memory = memory(arrival.host());
        byte[] digest = sha256.hash(arrival.bytes(), 0, arrival.bytes().length);
        // On one connection a repeat is the host's doing and for the auditor to judge; after a reconnect it is ours.
        boolean firstOnConnection = arrival.previousSeq() < seq;
        if (firstOnConnection && memory.repeats.contains(seq, digest)) {
            return FilterReason.DUPLICATE;
        }
        memory.remember(seq, digest);
        return null;
    }

    /** Takes in DIDs that a host listed as publishers. */
    void learn(Collection<String> dids, long now) {
        dids.forEach(did -> learn(did, now));
    }

    private void learn(String did, long now) {
        if (publishers.add(did)) {
            newPublishers.put(did, now);
        }
    }

    /** Counts a connection made after a host's first. */
    void reconnected(String host, long now) {
        tally(host, now).reconnected();
    }

    /** Whether a DID is a publisher; safe from any thread. */
    boolean isPublisher(String did) {
        return publishers.contains(did);
    }

    int publishers() {
        return publishers.size();
    }

    /** Closes the books of a transaction: everything since the last call. */
    Changes drain() {
        List<StreamCounts> counts = new ArrayList<>();
        tallies.values().forEach(tally -> counts.add(tally.toCounts()));
        Map<String, List<ForwardedFrame>> forwarded = new TreeMap<>();
        hosts.forEach((host, memory) -> {
            if (memory.moved) {
                forwarded.put(host, List.copyOf(memory.newest));
                memory.moved = false;
            }
        });
        Changes changes = new Changes(Map.copyOf(movedCursors), new LinkedHashMap<>(newPublishers), forwarded, counts);
        movedCursors.clear();
        newPublishers.clear();
        tallies.clear();
        return changes;
    }

    private HostTally tally(String host, long at) {
        long minute = Math.floorDiv(at, MINUTE) * MINUTE;
        return tallies.computeIfAbsent(new TallyKey(host, minute), key -> new HostTally(host, minute));
    }

    private HostMemory memory(String host) {
        HostMemory memory = hosts.computeIfAbsent(host, h -> new HostMemory());
        if (hosts.size() > MAX_HOSTS) {
            hosts.remove(hosts.keySet().iterator().next());
        }
        return memory;
    }

    private record TallyKey(String host, long minute) {}

    private static final class HostMemory {
        final RepeatTable repeats = new RepeatTable();
        final Deque<ForwardedFrame> newest = new ArrayDeque<>();
        boolean moved;

        void restore(List<ForwardedFrame> frames) {
            repeats.putAll(frames);
            newest.addAll(frames);
        }

        void remember(long seq, byte[] digest) {
            repeats.put(seq, digest);
            newest.addLast(ForwardedFrame.of(seq, digest));
            if (newest.size() > ForwardedFrame.KEPT) {
                newest.removeFirst();
            }
            moved = true;
        }
    }
}
