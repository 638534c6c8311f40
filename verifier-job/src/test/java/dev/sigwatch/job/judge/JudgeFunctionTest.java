package dev.sigwatch.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.JudgedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JudgeFunctionTest {
    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final long START_MILLIS = Publisher.START / 1_000;

    private final Publisher publisher = new Publisher(7);
    private long offset;
    private KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent> judge;

    @BeforeEach
    void start() throws Exception {
        judge = harness(null);
    }

    @AfterEach
    void stop() throws Exception {
        judge.close();
    }

    @Test
    void anEventWaitsForItsIdentityAndIsJudgedOnArrival() throws Exception {
        event(publisher.commit());

        assertThat(judged()).isEmpty();
        assertThat(requests()).extracting(IdentityRequest::reason).containsExactly(IdentityRequest.Reason.FIRST_SEEN);

        observation(publisher.document(2));

        assertThat(judged()).extracting(judged -> judged.judgement().verdict()).containsExactly(Verdict.VERIFIED);
    }

    @Test
    void heldEventsSurviveARestartInTheirOrder() throws Exception {
        event(publisher.commit());
        event(publisher.commit());
        event(publisher.commit());

        restart();
        observation(publisher.document(5));

        assertThat(judged())
                .extracting(judged -> judged.event().facts().offset())
                .containsExactly(0L, 1L, 2L);
        assertThat(judged()).allMatch(judged -> judged.judgement().verdict() == Verdict.VERIFIED);
        assertThat(requests()).as("asked once, before the restart").isEmpty();
    }

    @Test
    void whatWasLearntSurvivesARestart() throws Exception {
        observation(publisher.document(0));
        event(publisher.commit());

        restart();
        event(publisher.commit());

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).judgement().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(judged().get(0).judgement().chain().wireName()).isEqualTo("pass");
    }

    @Test
    void theHoldEndsOnTimeAlsoAfterARestart() throws Exception {
        event(publisher.commit());
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() / 2);
        event(publisher.commit());

        restart();
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() - 1);
        assertThat(judged()).isEmpty();

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());
        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).judgement().verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(judged().get(0).judgement().findings())
                .extracting(finding -> finding.code())
                .contains(FindingCode.IDENTITY_TRANSIENT);

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() * 3 / 2);
        assertThat(judged()).hasSize(2);
        assertThat(judge.numProcessingTimeTimers()).isZero();
    }

    @Test
    void nothingIsLeftBehindWhenNothingIsHeld() throws Exception {
        event(publisher.commit());
        observation(publisher.document(2));
        // What stays of one DID: its keys, its head, the commits remembered and the records known.
        assertThat(judge.numKeyedStateEntries()).isEqualTo(4);
    }

    @Test
    void aFailedSignatureAsksOnceMore() throws Exception {
        observation(publisher.document(0));
        publisher.rotate();
        event(publisher.commit());

        assertThat(judged()).isEmpty();
        assertThat(requests())
                .extracting(IdentityRequest::reason)
                .containsExactly(IdentityRequest.Reason.SIGNATURE_FAILED);

        observation(publisher.document(60));

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).judgement().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(judged().get(0).judgement().findings())
                .extracting(finding -> finding.code())
                .contains(FindingCode.OK_AFTER_IDENTITY_REFRESH);
    }

    @Test
    void anEventThatNothingLeadsToWaitsForTheExport() throws Exception {
        observation(publisher.document(0));
        publisher.commit();
        event(publisher.commit());
        event(publisher.commit());

        assertThat(judged()).isEmpty();
        assertThat(repoRequests()).extracting(RepoRequest::reason).containsExactly(RepoRequest.Reason.FIRST_SEEN);

        restart();
        List<ExportPart> parts = publisher.export(4);
        part(parts.get(0));
        restart();
        part(parts.get(1));
        part(parts.get(2));
        event(publisher.commit());

        assertThat(judged()).allMatch(judged -> judged.judgement().verdict() == Verdict.VERIFIED);
        assertThat(judged())
                .filteredOn(judged -> judged.event().export() == null)
                .as("after the restart")
                .hasSize(1);
        assertThat(judge.numProcessingTimeTimers()).isEqualTo(1);
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());
        assertThat(judge.numProcessingTimeTimers()).isZero();
        assertThat(requests()).isEmpty();
        assertThat(repoRequests()).isEmpty();
    }

    @Test
    void anExportThatDoesNotComeIsNotWaitedForForever() throws Exception {
        observation(publisher.document(0));
        publisher.commit();
        event(publisher.commit());
        restart();

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).judgement().verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(codes(0)).contains(FindingCode.CHAIN_UNANCHORED);
        assertThat(judge.numProcessingTimeTimers()).isZero();
    }

    @Test
    void partsOfAnExportWaitForTheKey() throws Exception {
        publisher.commit();
        publisher.commit();
        List<ExportPart> parts = publisher.export(1);
        part(parts.get(0));
        restart();
        part(parts.get(1));

        assertThat(judged()).isEmpty();
        observation(publisher.document(2));

        assertThat(judged())
                .extracting(judged -> judged.event().facts().offset(), judged -> judged.judgement()
                        .verdict())
                .containsExactly(tuple(0L, Verdict.VERIFIED), tuple(1L, Verdict.VERIFIED));
        assertThat(judge.numKeyedStateEntries()).as("keys, head and records").isEqualTo(3);
    }

    @Test
    void partsOfAnExportDoNotWaitForever() throws Exception {
        publisher.commit();
        publisher.commit();
        // The fetcher's clock is ahead of the judge's.
        for (ExportPart part : publisher.export(30)) {
            part(part);
        }
        restart();
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() + 29_999);
        assertThat(judged()).isEmpty();

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() + 30_000);

        assertThat(judged())
                .extracting(judged -> judged.judgement().verdict())
                .containsExactly(Verdict.UNPROVEN, Verdict.UNPROVEN);
        assertThat(judge.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aSecondCommitOfTheSameRevisionIsRecognizedAfterARestart() throws Exception {
        observation(publisher.document(0));
        event(publisher.commit());
        byte[] first = judged().get(0).event().commitBlock();
        restart();

        event(new Publisher(7).commit("other"));

        assertThat(codes(0)).contains(FindingCode.EQUIVOCATION_SAME_REV);
        assertThat(judged().get(0).judgement().otherBlock()).isEqualTo(first);
    }

    @Test
    void recordsKnownSurviveARestart() throws Exception {
        observation(publisher.document(0));
        event(publisher.commit());
        restart();

        part(publisher.export(5).get(0));

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).event().records()).as("no news").isEmpty();
    }

    @Test
    void stateOfTheFirstVersionIsReadOn() throws Exception {
        judge.close();
        judge = harness(OperatorSnapshotUtil.readStateHandle("src/test/resources/state/judge-1"));
        // What that version had seen: a commit judged and one whose signature failed, and a DID without an answer.
        publisher.commit();
        publisher.rotate();
        publisher.commit();
        Publisher unknown = new Publisher(8);

        observation(publisher.document(60));
        observation(unknown.document(60));

        assertThat(repoRequests()).as("no tree was proven then").hasSize(2);
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());
        assertThat(judged())
                .extracting(judged -> judged.event().facts().offset())
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(judged())
                .extracting(JudgedEvent::judgement)
                .allMatch(judgement -> judgement.signature() == Proof.PASS && judgement.verdict() == Verdict.UNPROVEN);
    }

    @Test
    void whatCannotBeReadIsConcludedAtOnce() throws Exception {
        event(new Frame("relay.test", -1, -1, true, Publisher.START, new byte[] {1, 2, 3}));

        assertThat(judged()).extracting(judged -> judged.judgement().verdict()).containsExactly(Verdict.MALFORMED);
    }

    private void event(Frame frame) throws Exception {
        judge.processElement1(new StreamRecord<>(FrameAuditor.check(frame, 0, offset++)));
    }

    private void observation(IdentityObservation observation) throws Exception {
        judge.processElement2(new StreamRecord<>(observation));
    }

    private void part(ExportPart part) throws Exception {
        judge.processElement1(new StreamRecord<>(ExportAuditor.check(part, 0, offset++)));
    }

    private List<FindingCode> codes(int place) {
        return judged().get(place).judgement().findings().stream()
                .map(Finding::code)
                .toList();
    }

    private List<JudgedEvent> judged() {
        return judge.extractOutputValues();
    }

    private List<IdentityRequest> requests() {
        return sideOutput(JudgeFunction.REQUESTS);
    }

    private List<RepoRequest> repoRequests() {
        return sideOutput(JudgeFunction.REPO_REQUESTS);
    }

    private <T> List<T> sideOutput(OutputTag<T> tag) {
        Queue<StreamRecord<T>> values = judge.getSideOutput(tag);
        return values == null
                ? List.of()
                : values.stream().map(StreamRecord::getValue).toList();
    }

    private void restart() throws Exception {
        long now = judge.getProcessingTime();
        OperatorSubtaskState snapshot = judge.snapshot(1, now);
        judge.close();
        judge = harness(snapshot);
        judge.setProcessingTime(now);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent>
            harness(@Nullable OperatorSubtaskState snapshot) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new JudgeFunction(HOLD)),
                        CheckedEvent::did,
                        IdentityObservation::did,
                        Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(FlinkTypes.JUDGED_EVENT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.setProcessingTime(START_MILLIS);
        harness.open();
        return harness;
    }
}
