package dev.sigwatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.policy.TrustDecision.Result;
import dev.sigwatch.job.Alerts;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.RecordedMetrics;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertMetricsTest {
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final AlertMetrics metrics = new AlertMetrics(recorded);

    @Test
    void alertsCountByRuleAndPriority() {
        metrics.told(Alerts.alert("a", 1));
        metrics.told(Alerts.alert("a", 2));

        assertThat(recorded.count("sigwatch.rule=K3.priority=P1.alerts")).isEqualTo(2);
        assertThat(recorded.count("sigwatch.rule=K3.priority=P2.alerts")).isZero();
    }

    @Test
    void whatThePolicySaysOfImagesCounts() {
        metrics.decided(new RecordedEvent(
                FrameAuditor.check(new Publisher(1).commit(), 0, 0),
                Judgement.notice(List.of()),
                "",
                false,
                List.of(decision(Result.DENIED), decision(Result.DENIED), decision(Result.ALLOWED), TrustDecision.NONE),
                "hash"));

        assertThat(recorded.count("sigwatch.result=denied.policy_decisions")).isEqualTo(2);
        assertThat(recorded.count("sigwatch.result=allowed.policy_decisions")).isEqualTo(1);
        assertThat(recorded.count("sigwatch.result=would-deny.policy_decisions"))
                .isZero();
        assertThat(recorded.counters()).doesNotContainKey("sigwatch.result=none.policy_decisions");
    }

    @Test
    void everyNameIsDocumented() throws Exception {
        assertThat(RecordedMetrics.documented()).containsAll(recorded.names());
    }

    private static TrustDecision decision(Result result) {
        return new TrustDecision(result, "p", 1, "");
    }
}
