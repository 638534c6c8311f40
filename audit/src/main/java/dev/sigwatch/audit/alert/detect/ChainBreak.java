package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.stream.RepoRequest;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** C6: commits are missing. Worse if the repository cannot be had either; over when a later commit verifies. */
final class ChainBreak extends EventDetector {
    private static final String CHAIN = "chain";

    ChainBreak() {
        super(
                Rule.C6,
                EnumSet.of(
                        FindingCode.CHAIN_GAP,
                        FindingCode.CHAIN_NETZERO_GAP,
                        FindingCode.SYNC_RESET,
                        FindingCode.RESYNC_FAILED));
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        if (finding.code() == FindingCode.RESYNC_FAILED) {
            return isForGap(signal.event().export()) ? failed(signal, finding) : null;
        }
        return about(CHAIN, signal)
                .saying(
                        "Commits are missing",
                        "Before " + Words.event(signal.event()) + " something is missing: "
                                + finding.code().sentence() + " (" + Words.name(finding.detail())
                                + ") The repository was asked for; this ends by itself once that proves what came in between.");
    }

    private Detection.Builder failed(Signal.OfEvent signal, Finding finding) {
        return about(CHAIN, signal)
                .priority(Priority.P2, Priority.P2)
                .saying(
                        "Commits are missing, and the repository cannot be had",
                        "Commits of the account are missing, and its server did not give the repository that would close the"
                                + " gap: " + Words.name(finding.detail())
                                + ". What was written in between is unknown.");
    }

    /** Whether an export was asked for because commits are missing. */
    static boolean isForGap(@Nullable ExportFacts export) {
        return export != null
                && (export.reason().equals(RepoRequest.Reason.CHAIN_BROKEN.wireName())
                        || export.reason().equals(RepoRequest.Reason.SYNC.wireName()));
    }

    @Override
    @Nullable
    Detection recovery(Signal.OfEvent signal) {
        return whenVerified(rule(), signal);
    }

    static @Nullable Detection whenVerified(Rule rule, Signal.OfEvent signal) {
        return signal.judgement().verdict() != Verdict.VERIFIED
                ? null
                : Detection.recovery(
                        rule,
                        "",
                        signal.at(),
                        "Over: " + Words.event(signal.event()) + " verified at " + Words.time(signal.at()) + ".",
                        "");
    }
}
