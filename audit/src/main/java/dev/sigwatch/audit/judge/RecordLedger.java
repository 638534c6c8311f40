package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which registry records a DID has, by operations and exports, and so notices what an export shows that no operation told.
 */
final class RecordLedger {
    /** The record was there when the export was taken, and had not been known. */
    static final String SNAPSHOT = "snapshot";
    /** It was there with another value than operations had told. */
    static final String CHANGED = "changed";
    /** It was not there although no operation had deleted it. */
    static final String VANISHED = "vanished";

    private static final String DELETE = "delete";

    private RecordLedger() {}

    /** Takes in a commit's operations. */
    static void commit(CheckedEvent event, DidState state) {
        // What an export told is newer than a commit that it includes.
        if (event.records().isEmpty() || event.rev().compareTo(state.head().exportedRev()) <= 0) {
            return;
        }
        for (RecordFacts record : event.records()) {
            String path = path(record);
            if (record.action().equals(DELETE)) {
                remove(path, state);
            } else {
                put(path, KnownRecord.of(record, event.rev(), 0, -1), state);
            }
        }
    }

    /** Takes in a part's records; returns those that are new or different, as what they are. */
    static List<RecordFacts> part(CheckedEvent part, boolean comparable, DidState state) {
        List<RecordFacts> news = new ArrayList<>();
        long exportedAt = part.facts().receivedAt();
        for (RecordFacts record : part.records()) {
            String path = path(record);
            KnownRecord known = state.record(path);
            boolean isSame = known != null && known.cid().equals(record.recordCid());
            if (!isSame) {
                boolean isChange = known != null && comparable;
                news.add(record.as(isChange ? CHANGED : SNAPSHOT, prev(known), change(isChange)));
            }
            put(path, KnownRecord.of(record, "", exportedAt, -1), state);
        }
        return news;
    }

    /** Drops what an export that came to its end did not show; returns it where that means something. */
    static List<RecordFacts> end(CheckedEvent last, boolean comparable, DidState state) {
        List<RecordFacts> vanished = new ArrayList<>();
        for (Map.Entry<String, KnownRecord> entry : new TreeMap<>(state.records()).entrySet()) {
            if (entry.getValue().exportedAt() != last.facts().receivedAt()) {
                remove(entry.getKey(), state);
                if (comparable) {
                    vanished.add(RecordFacts.gone(
                            last.records().size() + vanished.size(),
                            entry.getKey(),
                            VANISHED,
                            entry.getValue().cid(),
                            FindingCode.RECORD_VANISHED.found()));
                }
            }
        }
        return vanished;
    }

    private static List<Finding> change(boolean isChange) {
        return isChange ? List.of(FindingCode.RECORD_CHANGED_SILENTLY.found()) : List.of();
    }

    private static String prev(@Nullable KnownRecord known) {
        return known == null ? "" : known.cid();
    }

    private static String path(RecordFacts record) {
        return record.collection() + "/" + record.rkey();
    }

    private static void put(String path, KnownRecord record, DidState state) {
        boolean isNew = state.record(path) == null;
        int tracked = state.head().tracked();
        if (isNew && tracked >= KnownRecord.MAX_TRACKED) {
            return;
        }
        state.record(path, record);
        if (isNew) {
            state.head(state.head().withTracked(tracked + 1));
        }
    }

    private static void remove(String path, DidState state) {
        if (state.record(path) != null) {
            state.removeRecord(path);
            state.head(state.head().withTracked(state.head().tracked() - 1));
        }
    }
}
