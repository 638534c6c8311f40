package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.policy.Policy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns the signals of one DID, in their order, into incidents: told once, added to, ended. Pure. */
public final class AlertJudge {
    private final List<Detector> detectors;
    private final Map<Rule, Long> patience = new EnumMap<>(Rule.class);

    /** @param detectors {@code Detectors.ALL}, or fewer in tests */
    public AlertJudge(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
        detectors.forEach(detector -> patience.put(detector.rule(), detector.patience()));
    }

    /** Takes the next signal of the DID. */
    public AlertDecision onSignal(Signal signal, Policy policy, AlertState state) {
        Memory memory = Remembering.after(signal, state.memory());
        Incidents incidents = new Incidents(signal.did(), memory, policy, state.incidents(), patience);
        for (Detector detector : detectors) {
            incidents.addAll(detector.detect(signal, memory, policy));
        }
        return incidents.decide(signal.at());
    }

    /**
     * Takes the time into account.
     *
     * @param now microseconds since the epoch, at or after {@link AlertDecision#wakeAt}
     */
    public AlertDecision onTimer(String did, long now, Policy policy, AlertState state) {
        Memory memory = Remembering.at(now, state.memory());
        Incidents incidents = new Incidents(did, memory, policy, state.incidents(), patience);
        for (Detector detector : detectors) {
            incidents.addAll(detector.later(memory, now));
        }
        return incidents.decide(now);
    }
}
