package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;

/** C3: a signature in a form that must not be accepted. */
final class SignatureEncoding extends EventDetector {
    SignatureEncoding() {
        super(Rule.C3, EnumSet.of(FindingCode.SIG_HIGH_S, FindingCode.SIG_FORMAT_DER, FindingCode.SIG_FORMAT_LENGTH));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        return about(finding.code().name(), signal)
                .saying(
                        "Commit signature wrongly encoded",
                        Words.capital(Words.event(signal.event()))
                                + " has a signature that other software must refuse: "
                                + finding.code().sentence()
                                + " Mostly a server with a fault; a high-S copy can be made by anybody on the way.");
    }
}
