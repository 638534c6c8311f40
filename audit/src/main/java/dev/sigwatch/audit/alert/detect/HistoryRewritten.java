package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.util.ArrayList;
import java.util.List;

/** K6: a directory contradicts itself. Both copies are kept. */
final class HistoryRewritten extends IdentityDetector {
    HistoryRewritten() {
        super(Rule.K6);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (Finding finding : identity.findings()) {
            boolean isRewritten = finding.code() == FindingCode.PLC_LOG_REWRITTEN;
            if (isRewritten || finding.code() == FindingCode.PLC_DOC_DIVERGES) {
                detections.add(detection(finding, isRewritten, identity));
            }
        }
        return detections;
    }

    private Detection detection(Finding finding, boolean isRewritten, JudgedIdentity identity) {
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        return Detection.of(rule(), finding.code().name(), identity.observedAt())
                .saying(
                        isRewritten
                                ? "Directory changed the account's past"
                                : "Directory shows keys that its own log does not give",
                        Words.name(identity.source())
                                + " answered something that cannot be true together with what it had"
                                + " answered before: " + finding.code().sentence() + detail
                                + " Both copies are kept. Until this is explained, rely on the copy held before, and ask another"
                                + " directory.")
                .finding(finding.code())
                .evidence(copies(identity))
                .line(identity.observedAt(), finding.code().sentence() + detail, first(copies(identity)))
                .fact("source", Words.name(identity.source()))
                .raised();
    }

    static String first(List<String> evidence) {
        return evidence.isEmpty() ? "" : evidence.get(0);
    }
}
