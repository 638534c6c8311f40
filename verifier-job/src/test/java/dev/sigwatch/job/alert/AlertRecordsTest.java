package dev.sigwatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registry records pass the stage of alerts, each once and in their order, whatever happens. */
class AlertRecordsTest {
    private static final long START_MILLIS = Publisher.START / 1_000;

    private final Publisher publisher = new Publisher(7);
    private KeyedBroadcastOperatorTestHarness<String, Signal, PolicyText, Alert> stage;
    private long offset;

    @BeforeEach
    void start() throws Exception {
        stage = AlertFunctionTest.harness(null, START_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    @Test
    void everyRecordComesOutOnce() throws Exception {
        publish();

        commit();
        commit();
        stage.processElement(new StreamRecord<>(SharedKeys.signal(publisher.did(), Publisher.START)));
        signal(ExportAuditor.check(publisher.export(5).get(0), 0, offset++));
        signal(FrameAuditor.check(publisher.identity(), 0, offset++));

        assertThat(offsets()).containsExactly(0L, 1L, 2L);
        assertThat(records()).allSatisfy(recorded -> {
            assertThat(recorded.event().records()).hasSize(1);
            assertThat(recorded.decisions()).hasSize(1);
            assertThat(recorded.policyHash()).isEmpty();
        });
    }

    @Test
    void recordsWaitForThePolicyAndComeOutInTheirOrder() throws Exception {
        commit();
        commit();
        stage.setProcessingTime(START_MILLIS + 1_000);
        assertThat(records()).isEmpty();

        publish();
        commit();
        stage.setProcessingTime(START_MILLIS + 1_200);

        assertThat(offsets()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void recordsThatWaitComeOutOnceAfterARestart() throws Exception {
        commit();
        commit();

        restart();
        publish();
        stage.setProcessingTime(START_MILLIS + 1_000);
        assertThat(offsets()).containsExactly(0L, 1L);

        restart();
        commit();
        assertThat(offsets()).containsExactly(2L);
    }

    @Test
    void whatIsPublishedTooLateHoldsNothingUp() throws Exception {
        commit();

        stage.setProcessingTime(START_MILLIS + AlertFunction.POLICY_WAIT.toMillis() + 100);

        assertThat(offsets()).containsExactly(0L);
    }

    /** State of the version that made rows of records before this stage. */
    @Test
    void whatWaitedInAnOlderVersionHasItsRowsAlready() throws Exception {
        stage.close();
        stage = AlertFunctionTest.harness(
                OperatorSnapshotUtil.readStateHandle("src/test/resources/state/alerts-1"), START_MILLIS);
        publisher.commit();
        publisher.commit();
        offset = 2;

        publish();
        commit();

        assertThat(stage.extractOutputValues()).singleElement().satisfies(alert -> assertThat(alert.did())
                .isEqualTo(publisher.did()));
        assertThat(offsets()).containsExactly(2L);
    }

    private void publish() throws Exception {
        for (PolicyText.Kind kind : PolicyText.Kind.values()) {
            stage.processBroadcastElement(new PolicyText(kind, "", "test", Publisher.START), 0);
        }
    }

    private void commit() throws Exception {
        signal(FrameAuditor.check(publisher.commit(), 0, offset++));
    }

    private void signal(CheckedEvent event) throws Exception {
        Judgement judgement = Judgement.fold(List.of(), Proof.PASS, Proof.PASS, Proof.PASS, "did:key:k", "sha256:d");
        stage.processElement(new StreamRecord<>(
                new Signal.OfEvent(event.bare().withRecords(event.records()), judgement, List.of())));
    }

    private List<Long> offsets() {
        return records().stream()
                .map(recorded -> recorded.event().facts().offset())
                .toList();
    }

    private List<RecordedEvent> records() {
        Queue<StreamRecord<RecordedEvent>> values = stage.getSideOutput(AlertFunction.RECORDS);
        return values == null
                ? List.of()
                : values.stream().map(StreamRecord::getValue).toList();
    }

    private void restart() throws Exception {
        var snapshot = stage.snapshot(1, START_MILLIS);
        stage.close();
        stage = AlertFunctionTest.harness(snapshot, START_MILLIS);
    }
}
