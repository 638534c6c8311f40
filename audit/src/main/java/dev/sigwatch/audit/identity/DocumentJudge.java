package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.DocumentClaims;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Doubts.Advice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Judges documents, and answers that there is none. */
final class DocumentJudge {
    private static final String DOCUMENT = "document";
    private static final String ABSENCE = "absence";
    private static final String UNREADABLE = "unreadable document";

    private DocumentJudge() {}

    static void document(Draft draft) {
        Did did = new Did(draft.seen.did());
        DidDocument document;
        DocumentClaims claims;
        try {
            document = DidDocument.parse(draft.seen.body(), did);
            claims = DocumentClaims.of(draft.seen.body(), did);
        } catch (MalformedException e) {
            unreadable(draft, FindingCode.DIDDOC_MALFORMED.found(e.rule()));
            return;
        }
        if (document.problems().contains(DidDocument.Problem.ID_MISMATCH)) {
            unreadable(draft, FindingCode.DIDDOC_ID_MISMATCH.found());
            return;
        }
        Doubts.settle(draft, UNREADABLE);
        String says = claims.hash();
        if (did.isWeb()) {
            WebJudge.document(draft, document, claims);
            return;
        }
        if (!draft.operations.isEmpty()) {
            // Only the directory that is believed is asked for documents; a witness's log may have come before its own.
            draft.directory = draft.source();
            compare(draft, says);
        }
        snapshot(draft, Rows.of(document, List.of(), draft.seen), says);
    }

    private static void unreadable(Draft draft, Finding finding) {
        if (Doubts.raise(draft, UNREADABLE, Rows.hash(draft.seen.body()), 0) == Advice.TELL) {
            draft.told.add(Rows.unreadable(draft.seen, finding));
        }
    }

    /** Holds a document to the newest operation of the log. */
    private static void compare(Draft draft, String says) {
        KnownOperation head = draft.operations.get(draft.operations.size() - 1);
        if (head.document().equals(says)) {
            Doubts.settle(draft, DOCUMENT);
            Doubts.settle(draft, ABSENCE);
            return;
        }
        long at = draft.seen.observedAt();
        if (at < draft.logObservedAt && wasServed(draft, says, at)) {
            return;
        }
        boolean isOfTheLog = draft.operations.stream()
                .anyMatch(operation -> operation.document().equals(says));
        long headAge = at - head.told().acceptedAt();
        long delay = !isOfTheLog ? Doubts.SETTLE_MICROS : headAge > Doubts.LAG_MICROS ? 0 : Doubts.LAG_MICROS;
        Advice advice = Doubts.raise(draft, DOCUMENT, says, delay);
        if (advice == Advice.ASK) {
            draft.ask(isOfTheLog ? head.told().acceptedAt() + Doubts.LAG_MICROS + 1 : at + Doubts.SETTLE_MICROS);
        } else if (advice == Advice.TELL) {
            draft.contradict(
                    FindingCode.PLC_DOC_DIVERGES.found(
                            isOfTheLog
                                    ? "it is that of an earlier operation, not of "
                                            + head.told().cid()
                                    : "it is that of no operation; the newest is "
                                            + head.told().cid()),
                    rendering(draft.seen.did(), head.told()),
                    draft.seen.body());
        }
    }

    /** Whether the document was in force then, or moments before. */
    private static boolean wasServed(Draft draft, String says, long at) {
        for (int i = 0; i < draft.periods.size(); i++) {
            KeyPeriod period = draft.periods.get(i);
            if (draft.operations.get(i).document().equals(says)
                    && period.from() <= at
                    && (period.servedUntil() == KeyPeriod.OPEN || at <= period.servedUntil() + Doubts.LAG_MICROS)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] rendering(String did, JudgedOperation head) {
        String line = "{\"did\":\"" + did + "\",\"operation\":" + new String(head.body(), StandardCharsets.UTF_8) + "}";
        try {
            return LoggedOperation.ofExportLine(line.getBytes(StandardCharsets.UTF_8))
                    .document()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (MalformedException withoutBody) {
            return head.body();
        }
    }

    /** The source says that there is no such DID. */
    static void absence(Draft draft) {
        if (draft.operations.isEmpty() || !draft.directory.equals(draft.source())) {
            return;
        }
        KnownOperation head = draft.operations.get(draft.operations.size() - 1);
        // The directory answers for a DID that was given up as for one that never was.
        boolean isExpected = head.document().isEmpty() || draft.seen.observedAt() < draft.logObservedAt;
        boolean isNew = draft.seen.observedAt() - draft.operations.get(0).told().acceptedAt() <= Doubts.LAG_MICROS;
        long delay = isNew ? Doubts.LAG_MICROS : Doubts.SETTLE_MICROS;
        Advice advice = isExpected ? Advice.WAIT : Doubts.raise(draft, ABSENCE, "", delay);
        if (advice == Advice.ASK) {
            draft.ask(draft.seen.observedAt() + delay);
        } else if (advice == Advice.TELL) {
            draft.contradict(
                    FindingCode.PLC_LOG_REWRITTEN.found("the directory knows no such DID any more"),
                    Held.evidence(draft.operations),
                    draft.seen.body());
        }
    }

    /** Keeps a document that was not known, and tells it. */
    static void snapshot(Draft draft, JudgedOperation row, String says) {
        for (Snapshot known : draft.snapshots) {
            if (known.told().cid().equals(row.cid())) {
                return;
            }
        }
        draft.isFirst = draft.before.isUnknown();
        draft.told.add(row);
        insert(draft, new Snapshot(Rows.withoutBody(row), says));
    }

    static void insert(Draft draft, Snapshot snapshot) {
        List<Snapshot> snapshots = new ArrayList<>(draft.snapshots);
        int place = snapshots.size();
        while (place > 0 && at(snapshots.get(place - 1)) > at(snapshot)) {
            place--;
        }
        snapshots.add(place, snapshot);
        int surplus = Math.max(0, snapshots.size() - IdentityState.MAX_SNAPSHOTS);
        draft.snapshots = List.copyOf(snapshots.subList(surplus, snapshots.size()));
    }

    private static long at(Snapshot snapshot) {
        return snapshot.told().observedAt();
    }
}
