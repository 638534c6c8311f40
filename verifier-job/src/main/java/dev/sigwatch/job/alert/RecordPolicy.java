package dev.sigwatch.job.alert;

import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.policy.TrustPolicy;
import dev.sigwatch.audit.policy.TrustQuestion;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks the trust policy about each record of an event. */
final class RecordPolicy {
    private static final Set<String> IMAGES = Set.of("io.atcr.manifest", "io.atcr.tag");
    private static final Set<String> GONE = Set.of("delete", "vanished");

    private RecordPolicy() {}

    /**
     * What rows of records are made of.
     *
     * @param memory what is known of the account when the event arrived
     */
    static RecordedEvent record(Signal.OfEvent signal, Memory memory, TrustPolicy policy) {
        String handle = memory.identity().handle();
        String verifiedHandle = memory.handleVerified() ? handle : "";
        List<TrustDecision> decisions = new ArrayList<>();
        for (RecordFacts record : signal.event().records()) {
            decisions.add(
                    isImage(record)
                            ? policy.decide(TrustQuestion.of(
                                    signal.did(), verifiedHandle, record.repository(), signal.judgement(), signal.at()))
                            : TrustDecision.NONE);
        }
        return new RecordedEvent(
                signal.event(),
                signal.judgement(),
                handle,
                memory.handleVerified(),
                List.copyOf(decisions),
                policy.hash());
    }

    /** Also where an export shows it: it is there to be pulled. */
    private static boolean isImage(RecordFacts record) {
        return IMAGES.contains(record.collection()) && !GONE.contains(record.action());
    }
}
