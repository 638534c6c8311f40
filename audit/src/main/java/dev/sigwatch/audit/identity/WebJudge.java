package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.DocumentClaims;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Doubts.Advice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Judges the documents of a did:web, which has no log: nothing but what was served before tells that one changed. */
final class WebJudge {
    private static final String REDIRECT = "redirect";

    private WebJudge() {}

    static void document(Draft draft, DidDocument document, DocumentClaims claims) {
        Doubts.settle(draft, REDIRECT);
        String says = claims.hash();
        JudgedOperation row = Rows.of(document, List.of(), draft.seen);
        int place = draft.snapshots.size();
        while (place > 0 && draft.snapshots.get(place - 1).told().observedAt() > draft.seen.observedAt()) {
            place--;
        }
        Snapshot before = place == 0 ? null : draft.snapshots.get(place - 1);
        if (before != null && before.told().cid().equals(row.cid())) {
            return;
        }
        boolean isNewest = place == draft.snapshots.size();
        boolean isSame = before != null && before.says().equals(says);
        List<Finding> notices = before == null || isSame ? List.of() : notices(draft, before, row, says, place);
        JudgedOperation told = Rows.withFindings(row, notices);
        draft.isFirst = draft.before.isUnknown();
        draft.told.add(told);
        draft.isChange |= !notices.isEmpty();
        DocumentJudge.insert(draft, new Snapshot(Rows.withoutBody(told), says));
        if (isNewest) {
            draft.otherKeys = Periods.otherKeys(claims.otherKeys(), told);
        } else {
            draft.historyChange = "document " + row.cid() + " became known";
        }
    }

    private static List<Finding> notices(Draft draft, Snapshot before, JudgedOperation row, String says, int place) {
        List<Finding> notices = new ArrayList<>();
        for (Finding change : Changes.of(before.told(), row)) {
            switch (change.code()) {
                case KEY_ROTATED -> notices.add(FindingCode.DIDWEB_CHANGED.found("key: " + change.detail()));
                case PDS_MOVED -> notices.add(FindingCode.DIDWEB_CHANGED.found("server: " + change.detail()));
                default -> notices.add(change);
            }
        }
        boolean isBack = draft.snapshots.subList(0, Math.max(0, place - 1)).stream()
                .anyMatch(older -> older.says().equals(says));
        if (isBack) {
            notices.add(FindingCode.DIDWEB_FLIPFLOP.found(
                    "back to what it said before " + before.told().cid()));
        }
        return List.copyOf(notices);
    }

    /** A host sends elsewhere instead of answering. */
    static void redirect(Draft draft) {
        if (Doubts.raise(draft, REDIRECT, Rows.hash(draft.seen.body()), 0) == Advice.TELL) {
            draft.contradict(
                    FindingCode.DIDWEB_REDIRECT.found(new String(draft.seen.body(), StandardCharsets.UTF_8)),
                    new byte[0],
                    draft.seen.body());
        }
    }
}
