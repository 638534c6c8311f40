package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.RevokedKey;
import java.util.List;
import java.util.Set;

/** K10: a key that people revoked still signs. */
final class RevokedKeyUsed implements Detector {
    @Override
    public Rule rule() {
        return Rule.K10;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (!(signal instanceof Signal.OfEvent event) || event.judgement().signature() != Proof.PASS) {
            return List.of();
        }
        RevokedKey revoked = policy.watchlist().revocation(event.judgement().key());
        if (revoked == null || event.at() < revoked.since()) {
            return List.of();
        }
        String evidence = event.evidence().isEmpty() ? "" : event.evidence().get(0);
        return List.of(Detection.of(rule(), revoked.key(), event.at())
                .saying(
                        "Commit signed with a revoked key",
                        Words.capital(Words.event(event.event())) + " is validly signed with "
                                + Words.key(revoked.key())
                                + ", which " + Words.name(revoked.by()) + " revoked from " + Words.time(revoked.since())
                                + " on: " + Words.name(revoked.reason()) + ".")
                .evidence(event.evidence())
                .line(
                        event.at(),
                        Words.capital(Words.event(event.event())) + " was signed with the revoked key.",
                        evidence)
                .fact("key", revoked.key())
                .fact("commit", event.event().commitCid())
                .fact("revoked_since", Words.time(revoked.since()))
                .fact("revoked_by", Words.name(revoked.by()))
                .raised());
    }
}
