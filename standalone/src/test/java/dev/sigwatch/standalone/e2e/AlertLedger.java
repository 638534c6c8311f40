package dev.sigwatch.standalone.e2e;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertDecision;
import dev.sigwatch.audit.alert.AlertJudge;
import dev.sigwatch.audit.alert.AlertState;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.alert.detect.Detectors;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.simulator.life.Reception;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is told of signals where nobody watches anybody: the newest version of each incident. Not for use by several threads. */
final class AlertLedger {
    private final AlertJudge judge = new AlertJudge(Detectors.ALL);
    private final Map<String, AlertState> states = new HashMap<>();
    private final Map<String, Long> wakes = new HashMap<>();
    private final Map<String, Alert> alerts = new TreeMap<>();
    private Reception reception;

    void arrange(Reception given) {
        reception = given;
    }

    void onSignal(Signal signal) {
        take(signal.did(), judge.onSignal(signal, Policy.EMPTY, state(signal.did())));
    }

    /** Incidents by rule and priority: {@code K1 P2}. */
    Map<String, Long> incidents() {
        Map<String, Long> counts = new TreeMap<>();
        alerts.values().forEach(alert -> counts.merge(alert.rule() + " " + alert.priority(), 1L, Long::sum));
        return counts;
    }

    /** Every incident, in its gravest version. */
    List<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    private AlertState state(String did) {
        return states.getOrDefault(did, AlertState.EMPTY);
    }

    private void take(String did, AlertDecision decision) {
        states.put(did, decision.state());
        decision.alerts()
                .forEach(alert -> alerts.merge(
                        alert.id(), alert, (old, next) -> old.priority().compareTo(next.priority()) < 0 ? old : next));
        if (decision.wakeAt() == AlertDecision.NEVER) {
            wakes.remove(did);
            return;
        }
        wakes.put(did, decision.wakeAt());
        reception.later(Math.max(0, decision.wakeAt() - reception.now()), () -> wake(did, decision.wakeAt()));
    }

    private void wake(String did, long at) {
        if (wakes.getOrDefault(did, AlertDecision.NEVER) == at) {
            wakes.remove(did);
            take(did, judge.onTimer(did, Math.max(at, reception.now()), Policy.EMPTY, state(did)));
        }
    }
}
