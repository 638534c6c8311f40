package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Doubts.Advice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what the directory tells of a did:plc's log, whole or by the line, against the log that is held. */
final class LogJudge {
    private static final String LINE = "line ";

    private final SignatureVerifier verifier;

    LogJudge(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /** The whole log. */
    void log(Draft draft) {
        List<LoggedOperation> log = read(draft);
        if (log == null) {
            return;
        }
        if (draft.directory.isEmpty()) {
            draft.directory = draft.source();
        }
        if (!draft.directory.equals(draft.source())) {
            WitnessJudge.log(draft, log);
            return;
        }
        boolean isExtension = Held.isExtension(draft.operations, log);
        if (!isExtension && isExcused(draft, log)) {
            return;
        }
        List<KnownOperation> held = draft.operations;
        if (!isExtension) {
            draft.contradict(
                    FindingCode.PLC_LOG_REWRITTEN.found(Held.difference(held, log)),
                    Held.evidence(held),
                    draft.seen.body());
        }
        Doubts.settle(draft, "log");
        Doubts.settle(draft, "absence");
        Doubts.settleAll(draft, LINE);
        boolean isFirst = held.isEmpty();
        draft.isFirst = isFirst;
        PlcHistory history = Held.history(draft.seen.did(), held).replayed(log, verifier);
        new LogUpdate(draft, history).whole(log);
        draft.logObservedAt = Math.max(draft.logObservedAt, draft.seen.observedAt());
        if (!isExtension) {
            draft.isChange = true;
            draft.historyChange = "the directory rewrote the log: " + Held.difference(held, log);
        } else if (isFirst && !draft.snapshots.isEmpty()) {
            draft.historyChange = "the log became known, of which only documents had been";
        }
    }

    private static @Nullable List<LoggedOperation> read(Draft draft) {
        String fault;
        try {
            List<LoggedOperation> log = LoggedOperation.ofAuditLog(draft.seen.body());
            if (!log.isEmpty()) {
                Doubts.settle(draft, "unreadable log");
                return log;
            }
            fault = "no operations";
        } catch (MalformedException e) {
            fault = e.rule();
        }
        if (Doubts.raise(draft, "unreadable log", Rows.hash(draft.seen.body()), 0) == Advice.TELL) {
            draft.contradict(
                    FindingCode.PLC_LOG_MALFORMED.found(fault), Held.evidence(draft.operations), draft.seen.body());
            draft.told.add(Rows.unreadable(draft.seen, FindingCode.PLC_LOG_MALFORMED.found(fault)));
        }
        return null;
    }

    /** An old answer, or one of a server that lags: everything in it is held, and what it lacks is young. */
    private static boolean isExcused(Draft draft, List<LoggedOperation> log) {
        if (draft.seen.observedAt() < draft.logObservedAt) {
            return true;
        }
        if (!Held.isPrefix(draft.operations, log)) {
            return false;
        }
        long missing = draft.operations.get(log.size()).told().acceptedAt();
        boolean isYoung = draft.seen.observedAt() - missing <= Doubts.LAG_MICROS;
        if (isYoung && Doubts.raise(draft, "log", "lags", Doubts.LAG_MICROS) == Advice.ASK) {
            draft.ask(missing + Doubts.LAG_MICROS);
        }
        return isYoung;
    }

    /** One operation, out of the export feed. */
    void line(Draft draft) {
        LoggedOperation operation;
        try {
            operation = LoggedOperation.ofExportLine(draft.seen.body());
        } catch (MalformedException e) {
            if (Doubts.raise(draft, "unreadable log", Rows.hash(draft.seen.body()), 0) == Advice.TELL) {
                draft.contradict(
                        FindingCode.PLC_LOG_MALFORMED.found(e.rule()),
                        Held.evidence(draft.operations),
                        draft.seen.body());
            }
            return;
        }
        boolean isFounding = draft.operations.isEmpty() && operation.prev() == null;
        if (draft.directory.isEmpty() && isFounding) {
            draft.directory = draft.source();
        }
        if (draft.operations.stream().anyMatch(held -> held.told().cid().equals(operation.cid()))) {
            return;
        }
        boolean follows = isFounding || Held.isNext(draft.operations, operation);
        if (!follows || !draft.directory.equals(draft.source())) {
            ask(draft, operation);
            return;
        }
        draft.isFirst = draft.operations.isEmpty();
        boolean isFull = draft.operations.size() >= LoggedOperation.MAX_OPERATIONS;
        if (isFull) {
            ask(draft, operation);
            return;
        }
        PlcHistory history = Held.history(draft.seen.did(), draft.operations).plus(operation, verifier);
        new LogUpdate(draft, history).one(operation);
        draft.logObservedAt = Math.max(draft.logObservedAt, draft.seen.observedAt());
    }

    /** Of a DID nobody asked about yet, nothing is doubted: whoever needs it looks it up. */
    private static void ask(Draft draft, LoggedOperation operation) {
        boolean isKnown = !draft.before.isUnknown();
        String about = LINE + operation.cid();
        if (isKnown && Doubts.raise(draft, about, "", Doubts.LAG_MICROS) == Advice.ASK) {
            draft.ask(draft.seen.observedAt());
        }
    }
}
