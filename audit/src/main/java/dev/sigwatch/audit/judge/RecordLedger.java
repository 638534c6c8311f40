package dev.sigwatch.audit.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.judge.RegistryNote.Deleted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which registry records a DID has, by operations and exports: so notices what an export shows that no operation told, and what
 * an operation changes that should stay as it is.
 */
final class RecordLedger {
    /** The record was there when the export was taken, and had not been known. */
    static final String SNAPSHOT = "snapshot";
    /** It was there with another value than operations had told. */
    static final String CHANGED = "changed";
    /** It was not there although no operation had deleted it. */
    static final String VANISHED = "vanished";

    static final String CREATE = "create";
    static final String DELETE = "delete";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordLedger() {}

    /** Takes in a commit's operations; returns the commit with what they mean against what was known before. */
    static CheckedEvent commit(CheckedEvent event, DidState state) {
        // What an export told is newer than a commit that it includes.
        if (event.rev().compareTo(state.head().exportedRev()) <= 0) {
            return event;
        }
        if (isEmptied(event, state)) {
            new KnownRecords(state).clear(event.rev());
        }
        return event.records().isEmpty() ? event : event.withRecords(judged(event, state));
    }

    /** A repository announced to be empty, whatever it was before. */
    private static boolean isEmptied(CheckedEvent event, DidState state) {
        return event.kind() == EventKind.SYNC
                && event.dataCid().equals(ChainJudge.EMPTY_TREE)
                && state.head().tracked() > 0;
    }

    /**
     * Looks, before the commits that a whole export includes are concluded, whether they wrote all there is: then nothing was there
     * before them, and they are an account's first of the registry.
     *
     * @param export one that has a single part
     */
    static void foresee(CheckedEvent export, DidState state) {
        RepoHead head = state.head();
        boolean isUnknown = head.exportedRev().isEmpty() && new KnownRecords(state).isUntouched();
        if (!isUnknown || head.proven() == null || !export.rev().equals(head.exporting())) {
            return;
        }
        Set<String> unexplained = new HashSet<>();
        export.records().forEach(record -> unexplained.add(record.path()));
        Set<String> written = new HashSet<>();
        for (HeldEvent held : state.held()) {
            CheckedEvent event = held.event();
            boolean isBetween = event.rev().compareTo(head.proven().rev()) > 0
                    && event.rev().compareTo(export.rev()) <= 0;
            for (RecordFacts record : isBetween ? event.records() : List.<RecordFacts>of()) {
                if (written.add(record.path()) && !record.action().equals(CREATE)) {
                    return;
                }
                unexplained.remove(record.path());
            }
        }
        if (unexplained.isEmpty()) {
            state.head(head.withExported(head.proven().rev()).withExporting(head.exporting()));
        }
    }

    /** The order of operations within a commit is no order of time: all are applied before any is judged. */
    private static List<RecordFacts> judged(CheckedEvent event, DidState state) {
        KnownRecords known = new KnownRecords(state);
        boolean wasComplete = isComplete(event, state, known);
        List<RecordChange> changes = new ArrayList<>();
        for (RecordFacts record : event.records()) {
            changes.add(change(record, event.rev(), known));
        }
        for (RecordChange change : changes) {
            if (change.after() == null) {
                known.remove(change.path(), event.rev());
            } else {
                known.put(change.path(), change.after());
            }
        }
        boolean isComplete = wasComplete && state.head().tracked() < KnownRecord.MAX_TRACKED;
        String completeAt = isComplete ? state.head().exportedRev() : "";
        if (wasComplete && !state.registry().completeAt().equals(completeAt)) {
            state.registry(state.registry().completeAt(completeAt));
        }
        return new CommitChanges(event, changes, known, isComplete).judged(state);
    }

    /** Whether every record there is was known before a commit: what is not known then is not there. */
    private static boolean isComplete(CheckedEvent event, DidState state, KnownRecords known) {
        RepoHead head = state.head();
        boolean isProven = head.proven() != null && head.proven().commit().equals(event.commitCid());
        return isProven
                && !head.exportedRev().isEmpty()
                && (state.registry().completeAt().equals(head.exportedRev()) || known.isUntouched());
    }

    private static RecordChange change(RecordFacts record, String rev, KnownRecords known) {
        String path = record.path();
        KnownRecord before = known.get(path);
        Deleted deleted = before == null ? known.deleted(path) : null;
        if (record.action().equals(DELETE)) {
            return new RecordChange(record, before, deleted, null);
        }
        KnownRecord written = KnownRecord.of(record, rev, 0, size(record));
        KnownRecord past = before == null && deleted != null ? deleted.record() : before;
        return new RecordChange(record, before, deleted, past == null ? written : written.after(past));
    }

    /** Takes in a part's records; returns those that are new or different, as what they are. */
    static List<RecordFacts> part(CheckedEvent part, boolean comparable, DidState state) {
        KnownRecords records = new KnownRecords(state);
        List<RecordFacts> news = new ArrayList<>();
        long exportedAt = part.facts().receivedAt();
        for (RecordFacts record : part.records()) {
            String path = record.path();
            KnownRecord known = records.get(path);
            boolean isSame = known != null && known.cid().equals(record.recordCid());
            if (!isSame) {
                boolean isChange = known != null && comparable;
                news.add(record.as(isChange ? CHANGED : SNAPSHOT, prev(known), change(isChange)));
            }
            KnownRecord shown = KnownRecord.of(record, "", exportedAt, size(record));
            records.put(path, known == null ? shown : isSame ? known.shownAgain(shown) : shown.after(known));
            FirstSeen.know(record, records, exportedAt);
        }
        return news;
    }

    /** Drops what an export that came to its end did not show; returns it where that means something. */
    static List<RecordFacts> end(CheckedEvent last, boolean comparable, DidState state) {
        KnownRecords records = new KnownRecords(state);
        List<RecordFacts> vanished = new ArrayList<>();
        for (Map.Entry<String, KnownRecord> entry : new TreeMap<>(state.records()).entrySet()) {
            if (entry.getValue().exportedAt() != last.facts().receivedAt()) {
                records.remove(entry.getKey(), "");
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
        boolean isComplete = state.head().tracked() < KnownRecord.MAX_TRACKED;
        if (!records.isUntouched()) {
            state.registry(state.registry().completeAt(isComplete ? last.rev() : ""));
        }
        return vanished;
    }

    /** Forgets what commits made of records that turned out to be somebody else's. */
    static void disown(Set<String> revs, DidState state) {
        new KnownRecords(state).disown(revs);
    }

    private static List<Finding> change(boolean isChange) {
        return isChange ? List.of(FindingCode.RECORD_CHANGED_SILENTLY.found()) : List.of();
    }

    private static String prev(@Nullable KnownRecord known) {
        return known == null ? "" : known.cid();
    }

    /** Bytes of the manifest that a record is about, as the record says; -1 where it does not. */
    private static long size(RecordFacts record) {
        if (!record.collection().equals(KnownRecord.MANIFEST) || record.json().isEmpty()) {
            return -1;
        }
        try {
            return JSON.readTree(record.json())
                    .path("manifestBlob")
                    .path("size")
                    .asLong(-1);
        } catch (JsonProcessingException e) {
            return -1;
        }
    }
}
