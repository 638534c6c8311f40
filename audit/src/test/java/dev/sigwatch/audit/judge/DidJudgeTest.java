package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static dev.sigwatch.audit.judge.JudgeFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import org.junit.jupiter.api.Test;

class DidJudgeTest {
    private final JudgeFixture did = new JudgeFixture();

    @Test
    void eventsWaitForTheFirstAnswerAndKeepTheirOrder() {
        did.receiveCommit(1, FIRST);
        did.receiveCommit(2, FIRST);
        assertThat(did.out).isEmpty();
        assertThat(did.asked)
                .containsExactly(new IdentityRequest(JudgeFixture.ALICE.value(), IdentityRequest.Reason.FIRST_SEEN, 0));

        did.observe(3, FIRST);

        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED");
        assertThat(did.judgements.get(0).key()).isEqualTo(FIRST.publicKey().toDidKey());
        assertThat(did.judgements.get(0).keySource()).startsWith("sha256:");
    }

    @Test
    void aBadSignatureAsksForAFreshLookBeforeItIsCalledBad() {
        did.observe(0, FIRST);
        did.receiveCommit(10, SECOND);
        assertThat(did.out).isEmpty();
        assertThat(did.asked)
                .extracting(IdentityRequest::reason)
                .containsExactly(IdentityRequest.Reason.SIGNATURE_FAILED);

        did.observe(9, FIRST);
        assertThat(did.out)
                .as("an answer from before the frame settles nothing")
                .isEmpty();

        did.observe(12, FIRST);
        assertThat(did.out).containsExactly("0 VIOLATION");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_UNKNOWN_KEY);
        assertThat(did.asked).hasSize(1);
    }

    @Test
    void aRotationShowsAsAKeyPublishedAfterTheOneHeld() {
        did.observe(0, FIRST);
        did.receiveCommit(10, SECOND);
        did.observe(12, SECOND);
        assertThat(did.out).containsExactly("0 VERIFIED");
        assertThat(did.lastFindings()).containsExactly(FindingCode.OK_AFTER_IDENTITY_REFRESH);
    }

    @Test
    void aKeyTheLogListsBeforeItsDocumentArrivesIsNotCalledRetired() {
        did.observe(0, FIRST);
        did.receiveCommit(10, SECOND);
        did.observe(
                12,
                IdentityObservation.Kind.PLC_AUDIT_LOG,
                "[{\"operation\":{\"type\":\"plc_operation\",\"verificationMethods\":{\"atproto\":\""
                        + SECOND.publicKey().toDidKey() + "\"}}}]");
        assertThat(did.out).isEmpty();
        did.observe(12, SECOND);
        assertThat(did.out).containsExactly("0 VERIFIED");
    }

    @Test
    void oldCommitsAreJudgedByTheAnswerOfTheirTime() {
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        did.receiveCommit(5, FIRST);
        did.receiveCommit(11, SECOND);
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED");
        assertThat(did.asked).isEmpty();
    }

    @Test
    void aKeyReplacedMomentsBeforeIsStillHonoured() {
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        did.receiveCommit(20, FIRST);
        did.observe(22, SECOND);
        assertThat(did.out).containsExactly("0 VERIFIED");
        assertThat(did.lastFindings()).containsExactly(FindingCode.OK_RETIRED_KEY_IN_GRACE);
    }

    @Test
    void aCommitMadeAfterItsKeyWasReplacedIsAViolation() {
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        did.receiveCommit(1_000, FIRST);
        did.observe(1_002, SECOND);
        assertThat(did.out).containsExactly("0 VIOLATION");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_RETIRED_KEY);
        assertThat(did.judgements.get(0).key()).isEqualTo(FIRST.publicKey().toDidKey());
    }

    @Test
    void aCommitThatSaysItIsOlderThanTheRotationLeavesTheTimeOfSigningUnproven() {
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        did.receive(did.commit("relay", 1_000, 5, FIRST));
        did.observe(1_002, SECOND);
        assertThat(did.out).containsExactly("0 UNPROVEN");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_RETIRED_KEY_UNDATED);
    }

    @Test
    void aVerifiedCommitAnnouncedAgainUnderANewKeyIsADuplicate() {
        did.observe(0, FIRST);
        CheckedEvent original = did.commit("old-host", 1, 1, FIRST);
        did.receive(original);
        did.observe(10, SECOND);
        Commit commit = Commit.sign(
                JudgeFixture.ALICE, Cid.ofDagCbor(new byte[] {1}), Tid.of(JudgeFixture.micros(1), 1), FIRST);
        did.receive(did.event("new-host", 20, commit, Cid.parse(original.commitCid()), EventKind.SYNC));
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED");
        assertThat(did.lastFindings()).containsExactly(FindingCode.OK_DUPLICATE);
    }

    @Test
    void theHighTwinOfAValidSignatureIsNamed() {
        did.observe(0, FIRST);
        Commit good = Commit.sign(
                JudgeFixture.ALICE, Cid.ofDagCbor(new byte[] {1}), Tid.of(JudgeFixture.micros(1), 1), FIRST);
        Commit high = new Commit(
                good.did(),
                good.data(),
                good.rev(),
                null,
                SignatureForm.twin(Curve.K256, good.signature()),
                good.digest());
        did.receive(did.event("relay", 1, high, Cid.ofDagCbor(high.toBytes()), EventKind.COMMIT));
        assertThat(did.out).containsExactly("0 VIOLATION");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_HIGH_S);
    }

    @Test
    void waitingEndsUnproven() {
        did.receiveCommit(1, FIRST);
        did.observe(2, IdentityObservation.Kind.UNAVAILABLE, "HTTP 500");
        did.receiveCommit(3, FIRST);
        did.timeOut(2);
        assertThat(did.out).containsExactly("0 UNPROVEN");
        assertThat(did.judgements.get(0).detail()).contains("HTTP 500");
        assertThat(did.asked).as("the next in line asks for itself").hasSize(2);
        did.observe(4, FIRST);
        assertThat(did.askedForExports).as("what it follows on was not proven").hasSize(1);
        did.refuseExport(5);
        assertThat(did.out).containsExactly("0 UNPROVEN", "1 UNPROVEN");
        assertThat(did.judgements.get(1).signature()).isEqualTo(Proof.PASS);
    }

    @Test
    void aSignatureThatFailsWithoutAFreshLookIsNotCalledBad() {
        did.observe(0, FIRST);
        did.receiveCommit(10, SECOND);
        did.timeOut(10);
        assertThat(did.out).containsExactly("0 UNPROVEN");
        assertThat(did.lastFindings()).containsExactly(FindingCode.IDENTITY_TRANSIENT);
    }

    @Test
    void aDidNobodyKnowsHasNoKeyToFail() {
        did.receiveCommit(1, FIRST);
        did.observe(3, IdentityObservation.Kind.NOT_FOUND, "");
        assertThat(did.out).containsExactly("0 UNPROVEN");
        assertThat(did.lastFindings()).containsExactly(FindingCode.IDENTITY_NOT_FOUND);
    }

    @Test
    void revisionsIncreaseOnEachHost() {
        did.observe(0, FIRST);
        CheckedEvent first = did.commit("fast", 4, 4, FIRST);
        CheckedEvent second = did.commit("fast", 5, 5, FIRST);
        did.receive(first);
        did.receive(second);
        did.receive(did.again(first, "fast"));
        assertThat(did.lastFindings()).containsExactly(FindingCode.REV_REPLAY);
        did.receive(did.again(first, "slow"));
        assertThat(did.lastFindings()).containsExactly(FindingCode.OK_DUPLICATE);
        did.receive(did.again(second, "fast"));
        assertThat(did.lastFindings()).containsExactly(FindingCode.OK_DUPLICATE);
        did.receive(did.commit("fast", 9, 8, FIRST));
        assertThat(did.out)
                .containsExactly("0 VERIFIED", "1 VERIFIED", "2 VIOLATION", "3 VERIFIED", "4 VERIFIED", "5 VERIFIED");
    }

    @Test
    void aFutureRevisionNeverBecomesTheHead() {
        did.observe(0, FIRST);
        did.receive(did.commit("relay", 1, 1 + 5 * 60 + 1, FIRST));
        assertThat(did.lastFindings()).containsExactly(FindingCode.REV_FUTURE);
        did.startOver();
        did.receive(did.commit("relay", 2, 2, FIRST));
        assertThat(did.out).containsExactly("0 VIOLATION", "1 VERIFIED");
    }

    @Test
    void aFloodCostsProofNotMemory() {
        for (int i = 0; i <= DidJudge.MAX_HELD; i++) {
            did.receiveCommit(i, FIRST);
        }
        assertThat(did.state.heldCount()).isEqualTo(DidJudge.MAX_HELD);
        assertThat(did.out).containsExactly("0 UNPROVEN");
    }

    @Test
    void theSameObservationAgainChangesNothing() {
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        KeyTimeline before = did.state.keys();
        did.observe(0, FIRST);
        did.observe(10, SECOND);
        assertThat(did.state.keys().entries()).hasSize(2);
        assertThat(did.state.keys().indexAt(JudgeFixture.micros(5))).isEqualTo(before.indexAt(JudgeFixture.micros(5)));
    }
}
