package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.StreamCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what transactions counted, over all sessions of a log. Safe for use by several threads. */
final class StreamTotals {
    private final Map<String, StreamTotal> totals = new TreeMap<>();

    /** Takes in the counts of a transaction that was committed. */
    synchronized void add(List<StreamCounts> counts) {
        for (StreamCounts delta : counts) {
            boolean isNamed = totals.containsKey(delta.host()) || totals.size() < Ledger.MAX_HOSTS - 1;
            String host = isNamed ? delta.host() : StreamTotal.OTHER;
            totals.merge(host, total(host, delta), StreamTotals::sum);
        }
    }

    synchronized List<StreamTotal> all() {
        return List.copyOf(totals.values());
    }

    private static StreamTotal total(String host, StreamCounts delta) {
        Map<String, Long> filtered = new TreeMap<>(delta.filtered());
        for (FilterReason reason : FilterReason.values()) {
            filtered.putIfAbsent(reason.wireName(), 0L);
        }
        return new StreamTotal(host, delta.forwarded(), filtered, delta.reconnects(), delta.seqGaps());
    }

    private static StreamTotal sum(StreamTotal a, StreamTotal b) {
        Map<String, Long> filtered = new TreeMap<>(a.filtered());
        b.filtered().forEach((reason, count) -> filtered.merge(reason, count, Long::sum));
        return new StreamTotal(
                a.host(),
                a.forwarded() + b.forwarded(),
                filtered,
                a.reconnects() + b.reconnects(),
                a.seqGaps() + b.seqGaps());
    }
}
