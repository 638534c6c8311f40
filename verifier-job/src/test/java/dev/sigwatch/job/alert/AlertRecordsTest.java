package dev.sigwatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.IdentityDecision;
import dev.sigwatch.audit.identity.IdentityJudge;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.row.CollectedRows;
import dev.sigwatch.job.row.RecordRows;
import dev.sigwatch.job.value.RecordedEvent;
import dev.sigwatch.sink.row.RecordRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
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

    @Test
    void aRecordHasThePolicyOfItsMoment() throws Exception {
        publish();
        String mine = trusting(publisher.did());
        String others = trusting("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");

        commit();
        publish(PolicyText.Kind.TRUST, mine);
        commit();
        restart();
        commit();
        publish(PolicyText.Kind.TRUST, others);
        commit();
        publish(PolicyText.Kind.TRUST, "version: [");
        commit();
        publish(PolicyText.Kind.TRUST, "");
        commit();

        List<RecordRow> rows = rows();
        assertThat(rows).extracting(RecordRow::policyResult).containsExactly("allowed", "denied", "denied", "none");
        assertThat(rows)
                .extracting(RecordRow::policyHash)
                .containsExactly(sha256(mine), sha256(others), sha256(others), "");
        assertThat(rows).extracting(RecordRow::policyName).containsExactly("app", "app", "app", "");
        assertThat(rows.get(1).policyReason()).contains(publisher.did());
        assertThat(rows.get(1).policyLine()).isPositive();
    }

    @Test
    void whatIsGoneIsNoImage() throws Exception {
        publish();
        String policy = trusting(publisher.did());
        publish(PolicyText.Kind.TRUST, policy);
        CheckedEvent event = FrameAuditor.check(publisher.commit(), 0, 0);
        RecordFacts shown = event.records().get(0);

        signal(event.withRecords(List.of(
                shown.as("snapshot", "", List.of()),
                shown.as("delete", "", List.of()),
                RecordFacts.gone(2, shown.path(), "vanished", "", FindingCode.RECORD_VANISHED.found()),
                RecordFacts.gone(3, "io.atcr.hold.crew/a", "create", "", FindingCode.COUNTS.found()))));

        assertThat(rows()).extracting(RecordRow::policyResult).containsExactly("allowed", "none", "none", "none");
        assertThat(rows()).extracting(RecordRow::policyHash).containsOnly(sha256(policy));
    }

    /** A handle counts where its domain names the account, and is told in any case. */
    @Test
    void theHandleIsThatOfItsMoment() throws Exception {
        publish();
        publish(PolicyText.Kind.TRUST, """
                version: 1.0
                policies:
                  - name: by-handle
                    scope: atcr.io/publisher.test/*
                    require: {signature: true}
                    action: enforce
                """);
        commit();
        identity(false);
        commit();
        identity(true);
        commit();

        assertThat(rows())
                .extracting(RecordRow::handle, RecordRow::handleVerified, RecordRow::policyResult)
                .containsExactly(
                        tuple("", false, "denied"),
                        tuple("publisher.test", false, "denied"),
                        tuple("publisher.test", true, "allowed"));
    }

    private static String trusting(String did) {
        return """
                version: 1.0
                trustedDIDs:
                  %s:
                    name: Publisher
                policies:
                  - name: app
                    scope: atcr.io/*/app
                    require:
                      signature: true
                      trustedDIDs: [%s]
                    action: enforce
                """.formatted(did, did);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<RecordRow> rows() {
        CollectedRows out = new CollectedRows();
        records().forEach(recorded -> new RecordRows().rows(recorded, out));
        return out.rows().stream().map(RecordRow.class::cast).toList();
    }

    private void identity(boolean verified) throws Exception {
        IdentityDecision decision = new IdentityJudge(SignatureVerifiers.bouncyCastle())
                .observe(publisher.document(0), IdentityState.EMPTY);
        JudgedIdentity judged = Objects.requireNonNull(decision.judged());
        stage.processElement(new StreamRecord<>(new Signal.OfIdentity(new JudgedIdentity(
                judged.did(),
                judged.kind(),
                judged.source(),
                judged.observedAt(),
                judged.isFirst(),
                judged.operations().stream().map(AlertRecordsTest::logged).toList(),
                judged.findings(),
                judged.handle(),
                verified,
                judged.before(),
                judged.ours(),
                judged.theirs()))));
    }

    /** As the directory's log tells it. */
    private static JudgedOperation logged(JudgedOperation document) {
        return new JudgedOperation(
                document.did(),
                "bafyop",
                document.prev(),
                "plc_operation",
                document.acceptedAt(),
                document.firstSeenAt(),
                document.nullified(),
                document.nullifiedAt(),
                document.nullifiedBy(),
                document.signerIndex(),
                document.signerKey(),
                document.signingKey(),
                document.rotationKeys(),
                document.pds(),
                document.handles(),
                document.findings(),
                document.body(),
                document.source(),
                document.kind(),
                document.observedAt(),
                document.tlsChain());
    }

    private void publish() throws Exception {
        for (PolicyText.Kind kind : PolicyText.Kind.values()) {
            publish(kind, "");
        }
    }

    private void publish(PolicyText.Kind kind, String text) throws Exception {
        stage.processBroadcastElement(new PolicyText(kind, text, "test", Publisher.START), 0);
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
