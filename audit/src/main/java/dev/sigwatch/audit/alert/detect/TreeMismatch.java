package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;
import java.util.Set;

/** C5: what a message says was written is not what was signed. Unproven trees are C4's. */
final class TreeMismatch extends EventDetector {
    private static final Set<String> IMAGES = Set.of("io.atcr.manifest", "io.atcr.tag");

    TreeMismatch() {
        super(
                Rule.C5,
                EnumSet.of(
                        FindingCode.INVERSION_MISMATCH,
                        FindingCode.INVERSION_VALUE_CONFLICT,
                        FindingCode.OPS_NOT_IN_TREE,
                        FindingCode.OPS_STILL_IN_TREE,
                        FindingCode.OPS_SHAPE,
                        FindingCode.OPS_DUP_PATH,
                        FindingCode.EXPORT_ROOT_MISMATCH,
                        FindingCode.RECORD_VANISHED,
                        FindingCode.RECORD_CHANGED_SILENTLY));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        boolean isImage =
                signal.event().records().stream().map(RecordFacts::collection).anyMatch(IMAGES::contains);
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        return about(finding.code().name(), signal)
                .priority(isImage ? Priority.P1 : rule().priority(), rule().priorityIfWatched())
                .saying(
                        isImage
                                ? "Images announced are not those that were signed"
                                : "Records announced are not those that were signed",
                        Words.capital(Words.event(signal.event())) + " does not hold together: "
                                + finding.code().sentence() + detail
                                + (isImage
                                        ? " Manifests or tags are among its records: what registries show may differ from"
                                                + " what the account signed."
                                        : ""));
    }
}
