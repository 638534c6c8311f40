package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.stream.ExportPart;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** C4: nothing is known to be wrong, and nothing could be checked. Ends when a later commit verifies. */
final class Unverifiable extends EventDetector {
    private static final long PATIENCE_MICROS = 15 * 60 * 1_000_000L;

    Unverifiable() {
        super(
                Rule.C4,
                EnumSet.of(
                        FindingCode.IDENTITY_NOT_FOUND,
                        FindingCode.IDENTITY_TRANSIENT,
                        FindingCode.IDENTITY_NO_KEY,
                        FindingCode.IDENTITY_TOMBSTONED,
                        FindingCode.KEY_UNSUPPORTED,
                        FindingCode.DIDDOC_ID_MISMATCH,
                        FindingCode.DIDDOC_MALFORMED,
                        FindingCode.PROOF_INCOMPLETE,
                        FindingCode.PROOF_ROOT_MISSING,
                        FindingCode.INVERSION_UNVERIFIABLE,
                        FindingCode.RESYNC_FAILED));
    }

    @Override
    public long patience() {
        return PATIENCE_MICROS;
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        boolean isForGap = finding.code() == FindingCode.RESYNC_FAILED
                && ChainBreak.isForGap(signal.event().export());
        // A recording is no outage.
        boolean isOffline = finding.detail().equals(ExportPart.NO_NETWORK);
        if (isForGap || isOffline || signal.judgement().verdict() != Verdict.UNPROVEN) {
            return null;
        }
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        return about(finding.code().name(), signal)
                .saying(
                        "Commits cannot be checked",
                        Words.capital(Words.event(signal.event())) + " could be checked neither as good nor as bad: "
                                + finding.code().sentence() + detail
                                + " This ends by itself once a commit of the account verifies.");
    }

    @Override
    @Nullable
    Detection recovery(Signal.OfEvent signal) {
        return ChainBreak.whenVerified(rule(), signal);
    }
}
