package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;

/** C7: a repository went back in time, or history was continued without a commit that had been signed. */
final class RevRegression extends EventDetector {
    RevRegression() {
        super(Rule.C7, EnumSet.of(FindingCode.REV_REPLAY, FindingCode.EXPORT_ROLLBACK, FindingCode.CHAIN_FORK));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        String event = Words.capital(Words.event(signal.event()));
        Detection.Builder detection = about(finding.code().name(), signal);
        return switch (finding.code()) {
            case CHAIN_FORK ->
                detection.saying(
                        "History continued without a signed commit",
                        event + " leaves out, or contradicts, a commit the account had signed before" + detail
                                + ". A server restored from a backup does this, and one that wants a push forgotten.");
            case EXPORT_ROLLBACK ->
                detection.saying(
                        "Server shows an older repository than it had signed",
                        "The account's server gives out its repository as it was before" + detail
                                + ": newer commits, which it signed, are withheld.");
            default ->
                detection.saying(
                        "Old commit sent again",
                        event + " is older than what the same host had sent" + detail
                                + ". Software that believes it would go back to old tags.");
        };
    }
}
