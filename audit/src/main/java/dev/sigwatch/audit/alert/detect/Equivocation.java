package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.Set;

/** C8: two states signed as one. The evidence of kind {@code equivocation} proves it to anybody, without us. */
final class Equivocation extends EventDetector {
    Equivocation() {
        super(Rule.C8, Set.of(FindingCode.EQUIVOCATION_SAME_REV));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        return about("equivocation", signal)
                .saying(
                        "Two different states signed as one",
                        Words.capital(Words.event(signal.event())) + " and " + Words.name(finding.detail())
                                + " carry the same revision, valid signatures of "
                                + Words.key(signal.judgement().key())
                                + ", and different contents. Whoever holds the account's key shows different people different"
                                + " images. Both signed commits are kept: together they prove it to anybody.");
    }
}
