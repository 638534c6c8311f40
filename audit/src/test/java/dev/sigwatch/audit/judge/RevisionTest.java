package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.identity.KeyPeriod.OPEN;
import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static dev.sigwatch.audit.judge.JudgeFixture.SECOND;
import static dev.sigwatch.audit.judge.JudgeFixture.period;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The owner signs with the first key, a thief puts the second in force, and the owner takes the account back with a third. */
class RevisionTest {
    private static final PrivateKey THIRD = PrivateKey.generate(Curve.K256, new SplittableRandom(3));

    private final JudgeFixture did = new JudgeFixture();

    private void stolenAt1000() {
        did.observe(0, FIRST);
        did.learn(0, period("op1", FIRST, 0, OPEN, OPEN, OPEN));
        did.receiveCommit(10, FIRST);
        did.observe(1_001, SECOND);
        did.learn(1_001, period("op1", FIRST, 0, 1_000, 1_000, OPEN), period("op2", SECOND, 1_000, OPEN, OPEN, OPEN));
        did.receiveCommit(1_010, SECOND);
        did.receiveCommit(1_020, SECOND);
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED", "2 VERIFIED");
    }

    private void recoveredAt2000() {
        did.observe(2_001, THIRD);
        did.learn(
                2_001,
                period("op1", FIRST, 0, 1_000, 2_000, OPEN),
                period("op2", SECOND, 1_000, 2_000, 1_000, 2_000),
                period("op3", THIRD, 2_000, OPEN, OPEN, OPEN));
    }

    @Test
    void aRecoveryTakesBackWhatTheThiefSigned() {
        stolenAt1000();
        recoveredAt2000();
        assertThat(did.revisions).containsExactly("1 VERIFIED -> VIOLATION 1", "2 VERIFIED -> VIOLATION 1");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_NULLIFIED_KEY);
        assertThat(did.judgements.get(did.judgements.size() - 1).keySource()).isEqualTo("op2");
    }

    @Test
    void theOwnersNextCommitFollowsOnTheLastOneOfTheirOwn() {
        did.observe(0, FIRST);
        CheckedEvent owners = did.commit("relay", 10, 10, FIRST);
        did.receive(owners);
        did.learn(1_001, period("op1", FIRST, 0, 1_000, 1_000, OPEN), period("op2", SECOND, 1_000, OPEN, OPEN, OPEN));
        did.observe(1_001, SECOND);
        did.receiveCommit(1_010, SECOND);
        recoveredAt2000();

        did.since = owners.rev();
        did.prevData = owners.dataCid();
        did.receiveCommit(2_010, THIRD);

        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED", "2 VERIFIED");
        assertThat(did.askedForExports).isEmpty();
    }

    @Test
    void theSameHistoryAgainRevisesNothing() {
        stolenAt1000();
        recoveredAt2000();
        did.revisions.clear();
        recoveredAt2000();
        assertThat(did.revisions).isEmpty();
    }

    @Test
    void aKeyPublishedSoonAfterTheCommitMakesItGood() {
        did.observe(0, FIRST);
        did.learn(0, period("op1", FIRST, 0, OPEN, OPEN, OPEN));
        did.receiveCommit(10, SECOND);
        did.observe(12, FIRST);
        assertThat(did.out).containsExactly("0 VIOLATION");

        did.learn(60, period("op1", FIRST, 0, 50, 50, OPEN), period("op2", SECOND, 50, OPEN, OPEN, OPEN));

        assertThat(did.revisions).containsExactly("0 VIOLATION -> UNPROVEN 1");
        assertThat(did.lastFindings())
                .containsExactlyInAnyOrder(FindingCode.SIG_KEY_NOT_YET_PUBLISHED, FindingCode.CHAIN_UNANCHORED);
        assertThat(did.judgements.get(did.judgements.size() - 1).signature()).isEqualTo(Proof.PASS);
    }

    @Test
    void aRotationLearnedLateShowsWhatWasSignedWithTheOldKeySince() {
        did.observe(0, FIRST);
        did.learn(0, period("op1", FIRST, 0, OPEN, OPEN, OPEN));
        did.receiveCommit(10, FIRST);
        did.receiveCommit(5_000, FIRST);
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED");

        did.learn(6_000, period("op1", FIRST, 0, 100, 100, OPEN), period("op2", SECOND, 100, OPEN, OPEN, OPEN));

        assertThat(did.revisions).containsExactly("1 VERIFIED -> VIOLATION 1");
        assertThat(did.lastFindings()).containsExactly(FindingCode.SIG_RETIRED_KEY);
    }
}
