package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** K5: the directory serves what its own rules forbid. Old faults of form are known to be there; they are no news. */
final class InvalidOperation extends IdentityDetector {
    private static final Set<FindingCode> FORM = EnumSet.of(
            FindingCode.PLC_SIG_ENCODING,
            FindingCode.PLC_FIELDS,
            FindingCode.PLC_UNKNOWN_FIELDS,
            FindingCode.PLC_TIME_ORDER);
    private static final Set<FindingCode> BROKEN = EnumSet.of(
            FindingCode.PLC_GENESIS_HASH,
            FindingCode.PLC_CID_MISMATCH,
            FindingCode.PLC_PREV_UNKNOWN,
            FindingCode.PLC_PREV_NULLIFIED,
            FindingCode.PLC_SIG_INVALID,
            FindingCode.PLC_LATE_RECOVERY,
            FindingCode.PLC_AFTER_TOMBSTONE,
            FindingCode.PLC_NULLIFIED_FLAG);
    private static final Set<FindingCode> UNREADABLE =
            EnumSet.of(FindingCode.PLC_LOG_MALFORMED, FindingCode.PLC_FEED_ORDER);

    InvalidOperation() {
        super(Rule.K5);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (JudgedOperation operation : identity.operations()) {
            for (Finding finding : operation.findings()) {
                if (FORM.contains(finding.code()) || BROKEN.contains(finding.code())) {
                    detections.add(of(operation, finding, identity));
                }
            }
        }
        for (Finding finding : identity.findings()) {
            FindingCode code = finding.code();
            if (FORM.contains(code) || BROKEN.contains(code) || UNREADABLE.contains(code)) {
                detections.add(ofSource(finding, identity));
            }
        }
        return detections;
    }

    private Detection of(JudgedOperation operation, Finding finding, JudgedIdentity identity) {
        boolean isOld = identity.isFirst()
                && operation.acceptedAt() < identity.observedAt() - Undo.WINDOW_MICROS
                && FORM.contains(finding.code());
        Detection.Builder detection = Detection.of(rule(), operation.cid(), identity.observedAt())
                .saying(
                        "Directory serves an operation that breaks the rules",
                        Words.name(identity.source()) + " serves " + operation(operation)
                                + ", which it must not have taken: "
                                + finding.code().sentence() + detail(finding)
                                + (isOld
                                        ? " It is old; the directory is known to have taken such operations then."
                                        : " Either the directory is at fault or somebody got around it: compare with another"
                                                + " directory before you rely on the account's keys."))
                .finding(finding.code())
                .evidence(copies(identity))
                .line(
                        identity.observedAt(),
                        Words.capital(operation(operation)) + ": "
                                + finding.code().sentence() + detail(finding),
                        operation.cid())
                .fact("operation", operation.cid())
                .fact("source", Words.name(identity.source()));
        return isOld ? detection.priority(Priority.P3, Priority.P3).raised() : detection.raised();
    }

    private Detection ofSource(Finding finding, JudgedIdentity identity) {
        boolean isUnreadable = UNREADABLE.contains(finding.code());
        Detection.Builder detection = Detection.of(rule(), finding.code().name(), identity.observedAt())
                .saying(
                        isUnreadable ? "Directory's answer cannot be read" : "Directory's log breaks the rules",
                        Words.name(identity.source()) + ": " + finding.code().sentence() + detail(finding))
                .finding(finding.code())
                .evidence(copies(identity))
                .line(
                        identity.observedAt(),
                        Words.name(identity.source()) + ": " + finding.code().sentence() + detail(finding),
                        "")
                .fact("source", Words.name(identity.source()));
        return isUnreadable ? detection.priority(Priority.P2, Priority.P2).raised() : detection.raised();
    }

    private static String detail(Finding finding) {
        return finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
    }
}
