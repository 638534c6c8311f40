package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.policy.RevokedKey;
import dev.sigwatch.audit.policy.Watchlist;
import java.util.EnumSet;
import java.util.Set;

/** Says which conclusions are worth a {@link dev.sigwatch.audit.alert.Signal}: cheap, because it is asked of each of thousands a second. */
public final class Signals {
    private static final Set<FindingCode> READ = read();

    private Signals() {}

    /**
     * Whether detectors may want to know of an event.
     *
     * @param lastChangeAt when something about the DID's identity changed last, microseconds since the epoch; 0 for never
     * @param isAfterUnverified whether the event of the DID before this one came out other than verified
     * @param watchlist as it is now: its revoked keys and repositories make events interesting that nothing else does
     */
    public static boolean wants(
            CheckedEvent event,
            Judgement judgement,
            long lastChangeAt,
            boolean isAfterUnverified,
            Watchlist watchlist) {
        if (event.account() != null || event.kind() == EventKind.IDENTITY) {
            return event.facts().inScope();
        }
        for (Finding finding : judgement.findings()) {
            if (READ.contains(finding.code())) {
                return true;
            }
        }
        if (judgement.signature() == Proof.PASS && isFoundInRecords(event)) {
            return true;
        }
        if (judgement.verdict() == Verdict.VERIFIED && isAfterUnverified) {
            return true;
        }
        boolean isCommit = event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC;
        if (isCommit && event.facts().receivedAt() < lastChangeAt + Memory.KEPT_MICROS && lastChangeAt > 0) {
            return true;
        }
        return isWatched(event, judgement, watchlist);
    }

    private static boolean isFoundInRecords(CheckedEvent event) {
        for (RecordFacts record : event.records()) {
            for (Finding finding : record.findings()) {
                if (READ.contains(finding.code())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWatched(CheckedEvent event, Judgement judgement, Watchlist watchlist) {
        RevokedKey revoked = judgement.key().isEmpty() ? null : watchlist.revocation(judgement.key());
        if (revoked != null && event.facts().receivedAt() >= revoked.since()) {
            return true;
        }
        for (RecordFacts record : event.records()) {
            if (!record.repository().isEmpty() && watchlist.watchesRepository(record.repository())) {
                return true;
            }
        }
        return false;
    }

    private static Set<FindingCode> read() {
        Set<FindingCode> read = EnumSet.noneOf(FindingCode.class);
        Detectors.ALL.forEach(detector -> read.addAll(detector.reads()));
        return read;
    }
}
