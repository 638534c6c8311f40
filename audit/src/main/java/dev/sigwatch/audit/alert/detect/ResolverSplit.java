package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.util.ArrayList;
import java.util.List;

/** K7: directories disagree, for longer than copying takes. */
final class ResolverSplit extends IdentityDetector {
    private static final long PATIENCE_MICROS = 10 * 60 * 1_000_000L;

    ResolverSplit() {
        super(Rule.K7);
    }

    @Override
    public long patience() {
        return PATIENCE_MICROS;
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (Finding finding : identity.findings()) {
            if (finding.code() == FindingCode.PLC_DIRECTORIES_DISAGREE) {
                String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
                detections.add(Detection.of(rule(), "directories", identity.observedAt())
                        .saying(
                                "Directories tell different histories of the account",
                                Words.name(identity.source())
                                        + " does not tell of the account what another directory tells"
                                        + detail
                                        + ". One of them lags behind, or shows different people different keys. Both"
                                        + " answers are kept.")
                        .finding(finding.code())
                        .evidence(copies(identity))
                        .line(
                                identity.observedAt(),
                                Words.name(identity.source()) + ": "
                                        + finding.code().sentence() + detail,
                                HistoryRewritten.first(copies(identity)))
                        .fact("source", Words.name(identity.source()))
                        .raised());
            }
        }
        return detections;
    }
}
