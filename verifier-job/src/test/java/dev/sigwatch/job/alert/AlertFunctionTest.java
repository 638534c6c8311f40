package dev.sigwatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.type.FlinkTypes;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals, policy and time. */
class AlertFunctionTest {
    private static final String DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String OTHER = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    private static final long START_MILLIS = Publisher.START / 1_000;
    private static final long SECOND = 1_000_000;

    private KeyedBroadcastOperatorTestHarness<String, Signal, PolicyText, Alert> stage;

    @BeforeEach
    void start() throws Exception {
        stage = harness(null, START_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    @Test
    void aSignalBecomesAnAlertAndAnotherAnotherVersion() throws Exception {
        noPolicy();

        signal(DID, 0);
        signal(DID, 61);
        signal(OTHER, 61);

        assertThat(alerts()).extracting(Alert::did).containsExactly(DID, DID, OTHER);
        assertThat(alerts()).extracting(Alert::version).containsExactly(1, 2, 1);
        assertThat(alerts().get(0).id()).isEqualTo(alerts().get(1).id());
    }

    @Test
    void aWatchedAccountIsMoreUrgentFromTheEditOn() throws Exception {
        noPolicy();
        signal(DID, 0);
        policy(PolicyText.Kind.WATCHLIST, "watch:\n  - did: " + OTHER + "\n");
        signal(OTHER, 1);

        assertThat(alerts()).extracting(Alert::priority).containsExactly(Priority.P3, Priority.P1);
        assertThat(alerts().get(1).watchItem()).contains(OTHER);
    }

    @Test
    void aDocumentThatCannotBeReadChangesNothing() throws Exception {
        policy(PolicyText.Kind.EXPECTATIONS, "");
        policy(PolicyText.Kind.TRUST, "");
        policy(PolicyText.Kind.WATCHLIST, "watch:\n  - did: " + DID + "\n");
        policy(PolicyText.Kind.WATCHLIST, "watch: [[[");

        signal(DID, 1);

        assertThat(alerts()).extracting(Alert::priority).containsExactly(Priority.P1);
    }

    @Test
    void afterAFirstStartSignalsWaitForThePolicyInTheirOrder() throws Exception {
        signal(DID, 0);
        signal(DID, 61);
        stage.setProcessingTime(START_MILLIS + 1_000);
        assertThat(alerts()).isEmpty();

        noPolicy();
        stage.setProcessingTime(START_MILLIS + 1_100);

        assertThat(alerts()).extracting(Alert::version).containsExactly(1, 2);
        assertThat(alerts()).extracting(Alert::raisedAt).containsOnly(Publisher.START);
    }

    @Test
    void whatWaitedComesBeforeWhatComesWithThePolicy() throws Exception {
        signal(DID, 0);
        noPolicy();
        signal(DID, 61);

        assertThat(alerts()).extracting(Alert::version).containsExactly(1, 2);
        assertThat(alerts())
                .extracting(Alert::updatedAt)
                .containsExactly(Publisher.START, Publisher.START + 61 * SECOND);
    }

    @Test
    void withoutAPolicySignalsGoOnAfterTheWait() throws Exception {
        signal(DID, 0);
        policy(PolicyText.Kind.WATCHLIST, "");

        stage.setProcessingTime(START_MILLIS + AlertFunction.POLICY_WAIT.toMillis() + 100);

        assertThat(alerts()).hasSize(1);
        signal(OTHER, 11);
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void signalsThatWaitSurviveARestart() throws Exception {
        signal(DID, 0);

        restart();
        noPolicy();
        stage.setProcessingTime(START_MILLIS + 1_000);

        assertThat(alerts()).extracting(Alert::did).containsExactly(DID);
    }

    @Test
    void afterARestartIncidentsGoOnUnderTheSamePolicy() throws Exception {
        policy(PolicyText.Kind.EXPECTATIONS, "");
        policy(PolicyText.Kind.TRUST, "");
        policy(PolicyText.Kind.WATCHLIST, "watch:\n  - did: " + DID + "\n");
        signal(DID, 0);
        String id = alerts().get(0).id();

        restart();
        signal(DID, 61);

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(id);
            assertThat(alert.version()).isEqualTo(2);
            assertThat(alert.priority()).isEqualTo(Priority.P1);
        });
    }

    @Test
    void whatCameSinceIsToldWhenItsTimeComesAlsoAfterARestart() throws Exception {
        noPolicy();
        signal(DID, 0);
        signal(DID, 5);
        assertThat(alerts()).hasSize(1);

        restart();
        stage.setProcessingTime(START_MILLIS + 120_000);

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.version()).isEqualTo(2);
            assertThat(alert.occurrences()).isEqualTo(2);
        });
    }

    @Test
    void whatCameWhileTheJobWasDownComesBeforeWhatItsTimeWouldHaveToldMeanwhile() throws Exception {
        noPolicy();
        signal(DID, 0);
        signal(DID, 5);

        long later = START_MILLIS + 600_000;
        restart(later);
        stage.setProcessingTime(later + 1);
        assertThat(alerts()).isEmpty();
        signal(DID, 30);
        assertThat(alerts()).isEmpty();
        stage.setProcessingTime(later + AlertFunction.READ_FIRST.toMillis() + 1);

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.version()).isEqualTo(2);
            assertThat(alert.occurrences()).isEqualTo(3);
        });
    }

    /** A receiver that has a version takes no other alert for it: after a restart the same must be told, however fast. */
    @Test
    void howFastSignalsAreReadDoesNotChangeWhatIsTold() throws Exception {
        noPolicy();
        long week = 7 * 24 * 3_600;
        signal(DID, 0);
        signal(DID, 5);
        stage.setProcessingTime(START_MILLIS + 61_000);
        signal(DID, 61);
        stage.setProcessingTime(START_MILLIS + 122_000);
        stage.setProcessingTime(START_MILLIS + (week + 200) * 1_000);
        signal(DID, week + 200);
        List<Alert> slow = alerts();
        assertThat(slow).extracting(Alert::version).containsExactly(1, 2, 3, 1);

        stage.close();
        stage = harness(null, START_MILLIS);
        noPolicy();
        for (long second : List.of(0L, 5L, 61L, week + 200)) {
            signal(DID, second);
        }

        assertThat(alerts()).isEqualTo(slow);
    }

    @Test
    void nothingIsLeftOfADidOfWhichThereIsNothingToSayAnyMore() throws Exception {
        noPolicy();
        signal(DID, 0);

        stage.setProcessingTime(START_MILLIS + 30L * 24 * 3_600 * 1_000);

        HeapKeyedStateBackend<?> kept = (HeapKeyedStateBackend<?>)
                ((CoBroadcastWithKeyedOperator<?, ?, ?, ?>) stage.getOperator()).getKeyedStateBackend();
        assertThat(kept.numKeyValueStateEntries()).isZero();
        assertThat(stage.numProcessingTimeTimers()).isZero();
    }

    private void noPolicy() throws Exception {
        for (PolicyText.Kind kind : PolicyText.Kind.values()) {
            policy(kind, "");
        }
    }

    private void policy(PolicyText.Kind kind, String text) throws Exception {
        stage.processBroadcastElement(new PolicyText(kind, text, "test", Publisher.START), 0);
    }

    private void signal(String did, long second) throws Exception {
        stage.processElement(new StreamRecord<>(SharedKeys.signal(did, Publisher.START + second * SECOND)));
    }

    private List<Alert> alerts() {
        return stage.extractOutputValues();
    }

    private void restart() throws Exception {
        restart(START_MILLIS);
    }

    private void restart(long millis) throws Exception {
        OperatorSubtaskState snapshot = stage.snapshot(1, START_MILLIS);
        stage.close();
        stage = harness(snapshot, millis);
    }

    /** The stage with a rule that finds something in every signal. */
    static KeyedBroadcastOperatorTestHarness<String, Signal, PolicyText, Alert> harness(
            @Nullable OperatorSubtaskState snapshot, long millis) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, Signal, PolicyText, Alert> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new AlertFunction(() -> List.of(new SharedKeys())), List.of(AlertFunction.POLICY)),
                        Signal::did,
                        Types.STRING,
                        1,
                        1,
                        0);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(
                FlinkTypes.ALERT.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.setProcessingTime(millis);
        harness.open();
        return harness;
    }
}
