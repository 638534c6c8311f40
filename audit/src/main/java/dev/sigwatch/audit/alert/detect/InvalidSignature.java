package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.Set;

/** C1: a signature that no key of the account explains. The judge has asked the directory again before it says so. */
final class InvalidSignature extends EventDetector {
    InvalidSignature() {
        super(Rule.C1, Set.of(FindingCode.SIG_UNKNOWN_KEY));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        String key = signal.judgement().key();
        return about(key, signal)
                .saying(
                        "Commit that the account did not sign",
                        Words.capital(Words.event(signal.event()))
                                + " is signed with none of the keys the account has or had. The account's key is "
                                + Words.key(key)
                                + "; the directory was asked again before this was said. Either somebody forged the commit, or"
                                + " the account's server signs with a key it never published.");
    }
}
