package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;

/** K11: accounts with nothing else in common have one signing key: whoever holds it signs for all of them. */
final class SharedKey implements Detector {
    @Override
    public Rule rule() {
        return Rule.K11;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (!(signal instanceof Signal.OfSharedKey shared)) {
            return List.of();
        }
        String others = Words.name(String.join(", ", shared.others()));
        return List.of(Detection.of(rule(), shared.key(), shared.at())
                .saying(
                        "One signing key serves unrelated accounts",
                        "The account's signing key " + Words.key(shared.key()) + " is also that of " + others
                                + ", which has neither its server nor its rotation keys. Whoever holds it can sign for all of"
                                + " them.")
                .line(shared.at(), "The key was found at " + others + ", too.", "")
                .fact("key", shared.key())
                .fact("pds", shared.pds())
                .fact("others", String.join(" ", shared.others()))
                .raised());
    }
}
