package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Severity;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** C10: messages no correct server sends. What looks like somebody's work on the way is more than a fault. */
final class BadStructure extends EventDetector {
    private static final Set<String> AREAS =
            Set.of("FRAME", "ENVELOPE", "SIZE", "CAR", "CBOR", "COMMIT", "MST", "SEQ", "RECORD");

    BadStructure() {
        super(Rule.C10, codes());
    }

    private static Set<FindingCode> codes() {
        Set<FindingCode> codes = EnumSet.of(FindingCode.REV_FUTURE, FindingCode.REV_SYNTAX);
        Arrays.stream(FindingCode.values())
                .filter(code -> code.effect() == Effect.VIOLATION || code.effect() == Effect.MALFORMED)
                .filter(code ->
                        AREAS.contains(code.name().substring(0, code.name().indexOf('_'))))
                .forEach(codes::add);
        return codes;
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        boolean isTampering = finding.code().severity() == Severity.ALERT;
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        return about(finding.code().name(), signal)
                .priority(
                        isTampering ? Priority.P2 : rule().priority(),
                        isTampering ? Priority.P2 : rule().priorityIfWatched())
                .saying(
                        isTampering ? "Message altered on its way" : "Message that no correct server sends",
                        Words.capital(Words.event(signal.event())) + " breaks the protocol: "
                                + finding.code().sentence() + detail
                                + (isTampering
                                        ? " Its parts do not belong together: somebody between the account and us put"
                                                + " them together."
                                        : ""));
    }
}
