package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.policy.TrustDecision.Result;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Alerts told, new versions included, by rule and priority, and what the trust policy said of images. Every name exists from the start,
 * so that nothing shows as zero.
 */
final class AlertMetrics {
    private final Map<Rule, Map<Priority, Counter>> alerts = new EnumMap<>(Rule.class);
    private final Map<Result, Counter> decisions = new EnumMap<>(Result.class);

    AlertMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("sigwatch");
        for (Rule rule : Rule.values()) {
            Map<Priority, Counter> counters = new EnumMap<>(Priority.class);
            for (Priority priority : Priority.values()) {
                counters.put(
                        priority,
                        group.addGroup("rule", rule.name())
                                .addGroup("priority", priority.name())
                                .counter("alerts"));
            }
            alerts.put(rule, counters);
        }
        for (Result result : Result.values()) {
            if (result != Result.NONE) {
                decisions.put(
                        result, group.addGroup("result", result.wireName()).counter("policy_decisions"));
            }
        }
    }

    void told(Alert alert) {
        Map<Priority, Counter> counters = alerts.get(alert.rule());
        Counter counter = counters == null ? null : counters.get(alert.priority());
        if (counter != null) {
            counter.inc();
        }
    }

    void decided(RecordedEvent recorded) {
        for (TrustDecision decision : recorded.decisions()) {
            Counter counter = decisions.get(decision.result());
            if (counter != null) {
                counter.inc();
            }
        }
    }
}
