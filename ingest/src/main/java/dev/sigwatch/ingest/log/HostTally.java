package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.StreamCounts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of one host and minute since they were last written. */
final class HostTally {
    private final String host;
    private final long minute;
    private final Map<FilterReason, Long> filtered = new TreeMap<>();
    private long forwarded;
    private long reconnects;
    private long seqGaps;
    private long lastSeq = -1;
    private long lagMicros;

    HostTally(String host, long minute) {
        this.host = host;
        this.minute = minute;
    }

    void reconnected() {
        reconnects++;
    }

    void arrived(Arrival arrival) {
        long seq = arrival.route().seq();
        if (arrival.previousSeq() > 0 && seq > arrival.previousSeq() + 1) {
            seqGaps++;
        }
        lastSeq = Math.max(lastSeq, seq);
        if (arrival.route().timeMicros() > 0) {
            lagMicros = arrival.receivedAt() - arrival.route().timeMicros();
        }
    }

    void count(@Nullable FilterReason reason) {
        if (reason == null) {
            forwarded++;
        } else {
            filtered.merge(reason, 1L, Long::sum);
        }
    }

    StreamCounts toCounts() {
        Map<String, Long> reasons = new TreeMap<>();
        long left = 0;
        for (Map.Entry<FilterReason, Long> entry : filtered.entrySet()) {
            reasons.put(entry.getKey().wireName(), entry.getValue());
            left += entry.getValue();
        }
        return new StreamCounts(
                host, minute, forwarded + left, forwarded, reasons, reconnects, seqGaps, lastSeq, lagMicros);
    }
}
