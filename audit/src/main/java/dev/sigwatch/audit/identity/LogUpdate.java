package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.identity.DocumentClaims;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a replayed log into what is known, and tells what is new of it. */
final class LogUpdate {
    private final Draft draft;
    private final PlcHistory history;
    private final Map<String, KnownOperation> held = new HashMap<>();
    private final List<JudgedOperation> rows = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();

    LogUpdate(Draft draft, PlcHistory history) {
        this.draft = draft;
        this.history = history;
        draft.operations.forEach(operation -> held.putIfAbsent(operation.told().cid(), operation));
    }

    /** The whole log was served. */
    void whole(List<LoggedOperation> log) {
        for (LoggedOperation operation : log) {
            add(operation);
        }
        write(log.get(log.size() - 1));
    }

    /** One operation came after those that are held. */
    void one(LoggedOperation operation) {
        for (KnownOperation known : draft.operations) {
            rows.add(known.told());
            documents.add(known.document());
        }
        add(operation);
        write(operation);
    }

    private void add(LoggedOperation operation) {
        int place = rows.size();
        PlcStep step = history.steps().get(place);
        List<Finding> findings = new ArrayList<>(PlcFindings.of(step.problems()));
        KnownOperation known = held.get(Rows.name(operation));
        long firstSeenAt =
                known == null ? draft.seen.observedAt() : known.told().firstSeenAt();
        JudgedOperation row = Rows.of(operation, step, List.of(), firstSeenAt, draft.seen);
        findings.addAll(notices(place, step, row));
        rows.add(Rows.withFindings(row, List.copyOf(findings)));
        documents.add(
                operation.isTombstone()
                        ? ""
                        : known != null
                                ? known.document()
                                : DocumentClaims.of(operation.content()).hash());
    }

    /** What the operation did when it came. One that breaks a rule did nothing. */
    private List<Finding> notices(int place, PlcStep step, JudgedOperation row) {
        if (!step.isInForce()) {
            return List.of();
        }
        List<Finding> notices = new ArrayList<>();
        List<String> undone = new ArrayList<>();
        for (int i = 0; i < place; i++) {
            if (history.steps().get(i).nullifiedBy() == place) {
                undone.add(history.steps().get(i).cid());
            }
        }
        if (!undone.isEmpty()) {
            notices.add(FindingCode.PLC_NULLIFICATION.found("undid " + String.join(" ", undone)));
        }
        if (step.isTombstone()) {
            notices.add(FindingCode.PLC_TOMBSTONE.found());
            return notices;
        }
        JudgedOperation before = inForceBefore(place);
        if (before != null) {
            notices.addAll(Changes.of(before, row));
        }
        return notices;
    }

    private @Nullable JudgedOperation inForceBefore(int place) {
        for (int i = place - 1; i >= 0; i--) {
            PlcStep step = history.steps().get(i);
            if (step.isInForce() && !step.isTombstone()) {
                return rows.get(i);
            }
        }
        return null;
    }

    private void write(LoggedOperation newest) {
        List<KnownOperation> operations = new ArrayList<>(rows.size());
        JudgedOperation undone = null;
        JudgedOperation learned = null;
        long since = rows.get(rows.size() - 1).acceptedAt() - PlcHistory.RECOVERY_WINDOW;
        for (int i = 0; i < rows.size(); i++) {
            PlcStep step = history.steps().get(i);
            JudgedOperation row = Rows.withFate(rows.get(i), step.isNullified() ? rows.get(step.nullifiedBy()) : null);
            KnownOperation known = held.get(row.cid());
            if (known == null || isOther(known.told(), row)) {
                draft.told.add(Rows.seenAs(row, row.firstSeenAt(), draft.seen));
                learned = known == null && learned == null ? row : learned;
                boolean isUndoneNow =
                        row.nullified() && (known == null || !known.told().nullified());
                undone = undone == null && isUndoneNow ? row : undone;
            }
            boolean isQuoted = row.acceptedAt() >= since || i == rows.size() - 1;
            operations.add(kept(known, row, step.isInForce(), documents.get(i), isQuoted));
        }
        draft.operations = List.copyOf(operations);
        // A log that keeps no rule at all says nothing of keys: then the documents are all there is.
        boolean isAnyInForce = operations.stream().anyMatch(KnownOperation::isInForce);
        draft.periods = isAnyInForce ? Periods.of(draft.operations, draft.periods) : List.of();
        draft.otherKeys = Periods.otherKeys(
                DocumentClaims.of(newest.content()).otherKeys(),
                operations.get(operations.size() - 1).told());
        draft.isChange |= !draft.told.isEmpty();
        if (!draft.isFirst) {
            draft.historyChange = change(undone, learned);
        }
    }

    /** What did not change stays as it was. */
    private static KnownOperation kept(
            @Nullable KnownOperation known, JudgedOperation row, boolean isInForce, String document, boolean isQuoted) {
        if (known != null && !isOther(known.told(), row) && known.isInForce() == isInForce) {
            boolean hasBody = known.told().body().length > 0;
            if (hasBody == isQuoted) {
                return known;
            }
        }
        JudgedOperation told = known == null ? row : Rows.seenAs(row, known.told());
        return new KnownOperation(isQuoted ? told : Rows.withoutBody(told), isInForce, document);
    }

    private static boolean isOther(JudgedOperation known, JudgedOperation row) {
        return known.nullified() != row.nullified()
                || known.acceptedAt() != row.acceptedAt()
                || !known.nullifiedBy().equals(row.nullifiedBy())
                || !known.findings().equals(row.findings());
    }

    private static String change(@Nullable JudgedOperation undone, @Nullable JudgedOperation learned) {
        if (undone != null) {
            return "operation " + undone.nullifiedBy() + " undid operation " + undone.cid();
        }
        return learned == null ? "" : "operation " + learned.cid() + " became known";
    }
}
