package dev.sigwatch.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.RecordedMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeMetricsTest {
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final JudgeMetrics metrics = new JudgeMetrics(recorded);
    private final Publisher publisher = new Publisher(5);

    @Test
    void commitsAreVerifiedFailedOrNotToBeChecked() {
        judged(commit());
        judged(commit());
        judged(commit(), FindingCode.SIG_UNKNOWN_KEY.found());
        judged(commit(), FindingCode.CAR_MALFORMED.found());
        judged(commit(), FindingCode.IDENTITY_TRANSIENT.found());
        metrics.judged(check(publisher.identity()), Judgement.notice(List.of()), Publisher.START);
        judged(check(new Frame(Publisher.START + "", -1, -1, true, Publisher.START, new byte[] {9})));
        judged(ExportAuditor.check(publisher.export(9).get(0), 0, 0));

        assertThat(recorded.count("atcr.result=verified.verifications")).isEqualTo(2);
        assertThat(recorded.count("atcr.result=failed.verifications")).isEqualTo(2);
        assertThat(recorded.count("atcr.result=error.verifications")).isEqualTo(1);
        assertThat(recorded.count("atcr.verification_duration_count")).isEqualTo(5);
        assertThat(recorded.count("sigwatch.verdict=VERIFIED.events")).isEqualTo(3);
    }

    @Test
    void theTimeFromArrivalToVerdictIsAHistogramThatAddsUp() {
        judged(commit(), 0);
        judged(commit(), 20_000);
        judged(commit(), 3_000_000);
        judged(commit(), 3_600_000_000L);
        judged(commit(), -5_000_000);

        assertThat(recorded.count("atcr.le=0.005.verification_duration_bucket")).isEqualTo(2);
        assertThat(recorded.count("atcr.le=0.025.verification_duration_bucket")).isEqualTo(3);
        assertThat(recorded.count("atcr.le=1.verification_duration_bucket")).isEqualTo(3);
        assertThat(recorded.count("atcr.le=5.verification_duration_bucket")).isEqualTo(4);
        assertThat(recorded.count("atcr.le=900.verification_duration_bucket")).isEqualTo(4);
        assertThat(recorded.count("atcr.le=+Inf.verification_duration_bucket")).isEqualTo(5);
        assertThat(recorded.gauges().get("atcr.verification_duration_sum"))
                .isNotNull()
                .satisfies(sum -> assertThat(sum.getValue()).isEqualTo(3_603.02));
    }

    @Test
    void whatIsFoundAboutRecordsCountsWithEach() {
        CheckedEvent event = commit();
        metrics.judged(
                event.withRecords(List.of(
                        event.records().get(0).as("update", "", List.of(FindingCode.TAG_MOVED.found())),
                        event.records().get(0).as("update", "", List.of(FindingCode.TAG_MOVED.found())))),
                judgement(List.of()),
                Publisher.START);

        assertThat(recorded.count("sigwatch.finding=TAG_MOVED.record_findings")).isEqualTo(2);
        assertThat(recorded.count("sigwatch.finding=TAG_MOVED.events")).isZero();
    }

    @Test
    void everyNameIsDocumented() throws Exception {
        assertThat(RecordedMetrics.documented()).containsAll(recorded.names());
    }

    private CheckedEvent commit() {
        return check(publisher.commit());
    }

    private static CheckedEvent check(Frame frame) {
        return FrameAuditor.check(frame, 0, 0);
    }

    private void judged(CheckedEvent event, Finding... findings) {
        metrics.judged(event, judgement(List.of(findings)), event.facts().receivedAt());
    }

    private void judged(CheckedEvent event, long micros) {
        metrics.judged(event, judgement(List.of()), event.facts().receivedAt() + micros);
    }

    private static Judgement judgement(List<Finding> findings) {
        return Judgement.fold(findings, Proof.PASS, Proof.PASS, Proof.PASS, "did:key:k", "sha256:d");
    }
}
