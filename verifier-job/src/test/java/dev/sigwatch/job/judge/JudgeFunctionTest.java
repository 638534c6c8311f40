package dev.sigwatch.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.JudgedEvent;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/** Frames, identities and time. */
class JudgeFunctionTest extends JudgeHarness {
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
        // What stays of one DID: its keys, its identity, its head, the commits remembered, those judged, the records
        // known, and
        // what is counted and noted of them.
        assertThat(judge.numKeyedStateEntries()).isEqualTo(8);
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
    void stateOfTheFirstVersionIsReadOn() throws Exception {
        startFrom(OperatorSnapshotUtil.readStateHandle("src/test/resources/state/judge-1"));
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
    void stateOfTheVersionBeforeTheRegistrysRulesIsReadOn() throws Exception {
        startFrom(OperatorSnapshotUtil.readStateHandle("src/test/resources/state/judge-2"));
        // What that version had seen: two commits judged, one that waits for a key, and an export that does.
        publisher.commit();
        publisher.commit();
        Publisher unknown = new Publisher(8);
        Publisher exported = new Publisher(9);
        exported.commit();
        exported.commit();

        event(publisher.commit());
        observation(unknown.document(60));
        observation(exported.document(60));

        assertThat(judged())
                .extracting(judged -> judged.event().did())
                .containsExactly(publisher.did(), unknown.did(), exported.did(), exported.did());
        assertThat(judged())
                .extracting(JudgedEvent::judgement)
                .allMatch(judgement -> judgement.verdict() == Verdict.VERIFIED);
        assertThat(judged())
                .allSatisfy(judged -> assertThat(judged.event().records()).hasSize(1));
    }

    @Test
    void ofAPublisherEveryConclusionIsASignalWithItsEvidence() throws Exception {
        observation(publisher.document(0));
        event(publisher.commit());

        assertThat(signals())
                .filteredOn(Signal.OfEvent.class::isInstance)
                .singleElement()
                .satisfies(signal -> {
                    Signal.OfEvent of = (Signal.OfEvent) signal;
                    assertThat(of.did()).isEqualTo(publisher.did());
                    assertThat(of.evidence()).containsExactly("relay.test/0/0/frame");
                    assertThat(of.event().records()).hasSize(1);
                    assertThat(of.event().frame()).isEmpty();
                    assertThat(of.event().commitBlock()).isEmpty();
                });
    }

    @Test
    void ofOthersOnlyWhatIsFoundAndWhatTheyRecordIsASignal() throws Exception {
        observation(publisher.document(0));
        CheckedEvent event = FrameAuditor.check(outOfScope(publisher.commit()), 0, 0);
        judge.processElement1(new StreamRecord<>(event.withRecords(List.of())));

        assertThat(judged()).hasSize(1);
        assertThat(signals()).noneMatch(Signal.OfEvent.class::isInstance);

        event(outOfScope(publisher.commit()));

        assertThat(signals())
                .filteredOn(Signal.OfEvent.class::isInstance)
                .singleElement()
                .satisfies(signal ->
                        assertThat(((Signal.OfEvent) signal).event().records()).hasSize(1));
    }

    private static Frame outOfScope(Frame frame) {
        return new Frame(frame.host(), frame.seq(), frame.previousSeq(), false, frame.receivedAt(), frame.bytes());
    }

    @Test
    void whatCannotBeReadIsConcludedAtOnce() throws Exception {
        event(new Frame("relay.test", -1, -1, true, Publisher.START, new byte[] {1, 2, 3}));

        assertThat(judged()).extracting(judged -> judged.judgement().verdict()).containsExactly(Verdict.MALFORMED);
    }
}
