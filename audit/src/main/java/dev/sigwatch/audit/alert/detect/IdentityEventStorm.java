package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;

/** K13: notices that announce nothing. Any host may send them for any account, so they mean nothing by themselves. */
final class IdentityEventStorm implements Detector {
    /** Within an hour; servers send a handful when an account moves. */
    static final int MANY = 20;

    @Override
    public Rule rule() {
        return Rule.K13;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        boolean isNotice = signal instanceof Signal.OfEvent of && of.event().kind() == EventKind.IDENTITY;
        Memory.Notices notices = memory.notices();
        if (!isNotice || notices.count() < MANY || notices.count() % MANY != 0) {
            return List.of();
        }
        String sentence = notices.count() + " identity events came since " + Words.time(notices.since())
                + ", the last from " + Words.name(notices.host()) + ", and nothing about the identity had changed.";
        return List.of(Detection.of(rule(), "identity-events", signal.at())
                .saying("Many identity events for nothing", sentence)
                .line(signal.at(), sentence, "")
                .fact("host", Words.name(notices.host()))
                .fact("count", String.valueOf(notices.count()))
                .raised());
    }
}
