package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.TreeProblem;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories: which commit follows on which, whatever comes between. */
class ChainMisbehaviourTest {
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();

    private final SimulatedNetwork network = new SimulatedNetwork(17, Clock.systemUTC());
    private final SimulatedAccount account = network.account("someone");
    private OpenedCommit pushed = OpenedCommit.of(network.post(account));

    @BeforeEach
    void push() {
        pushed = OpenedCommit.of(network.push(account, "app", "v1").get(1));
    }

    @ParameterizedTest
    @EnumSource
    void whatMustBeVerifiedFollowsOnWhatWasProvenOrAdopted(Misbehaviour misbehaviour) {
        network.misbehave(misbehaviour);
        network.honest(5);
        Auditor auditor = new Auditor();
        network.log().after(0, Integer.MAX_VALUE).forEach(auditor::see);
        assertThat(auditor.followed).isPositive();
    }

    @Test
    void swallowedCommitLeavesAGap() {
        OpenedCommit gap = OpenedCommit.of(network.misbehave(Misbehaviour.SWALLOWED_COMMIT, account));
        assertThat(gap.event().since()).isNotEqualTo(pushed.commit().rev());
        assertThat(gap.event().prevData()).isNotEqualTo(pushed.commit().data());
    }

    @Test
    void swallowedPairLeavesTheTreeAsItWas() {
        OpenedCommit gap = OpenedCommit.of(network.misbehave(Misbehaviour.SWALLOWED_PAIR, account));
        assertThat(gap.event().since()).isNotEqualTo(pushed.commit().rev());
        assertThat(gap.event().prevData()).isEqualTo(pushed.commit().data());
    }

    @Test
    void forkContinuesTheStateBeforeTheLast() {
        OpenedCommit fork = OpenedCommit.of(network.misbehave(Misbehaviour.FORKED_HISTORY, account));
        assertThat(fork.problems()).isEmpty();
        assertThat(pushed.isBefore(fork)).isTrue();
        assertThat(fork.commit().rev().value()).isGreaterThan(account.rev());
        assertThat(account.rev()).isGreaterThan(pushed.commit().rev().value());
    }

    @Test
    void equivocationSignsTwoTreesUnderOneRevision() {
        OpenedCommit other = OpenedCommit.of(network.misbehave(Misbehaviour.EQUIVOCATION, account));
        assertThat(other.commit().rev()).hasToString(account.rev());
        assertThat(other.commit().data().toString()).isNotEqualTo(account.dataCid());
        assertThat(verifies(other)).isTrue();
        assertThat(other.problems()).isEmpty();
    }

    @Test
    void resignedCommitDiffersInItsSignatureOnly() {
        for (SimulatedAccount signer : List.of(account, network.account("p256-1"), network.account("p256-2"))) {
            OpenedCommit first = OpenedCommit.of(network.post(signer));
            OpenedCommit again = OpenedCommit.of(network.misbehave(Misbehaviour.RESIGNED_COMMIT, signer));
            assertThat(again.event().commit()).isNotEqualTo(first.event().commit());
            assertThat(again.commit().digest()).isEqualTo(first.commit().digest());
            assertThat(SignatureForm.of(
                            signer.publicKey().curve(), again.commit().signature()))
                    .isEqualTo(SignatureForm.OK);
            assertThat(VERIFIER.verify(
                            signer.publicKey(),
                            again.commit().digest(),
                            again.commit().signature()))
                    .isTrue();
            assertThat(again.problems()).isEmpty();
        }
    }

    @Test
    void syncAnnouncesTheCurrentCommitOrAnUnheardOfOne() {
        RepoEvent.Sync current = sync(network.misbehave(Misbehaviour.SYNC_OF_CURRENT, account));
        assertThat(current.rev()).isEqualTo(pushed.commit().rev());
        RepoEvent.Sync reset = sync(network.misbehave(Misbehaviour.SYNC_RESET, account));
        assertThat(reset.rev().value()).isGreaterThan(pushed.commit().rev().value());
    }

    @Test
    void inactiveAccountIsAnnouncedSoBeforeItCommits() {
        SentFrame commit = network.misbehave(Misbehaviour.COMMIT_WHILE_INACTIVE, account);
        SentFrame before = network.log().after(commit.position() - 2, 1).get(0);
        assertThat(FrameDecoder.decode(before.bytes()).event())
                .isEqualTo(new RepoEvent.Account(account.did(), false, "deactivated"));
        assertThat(OpenedCommit.of(commit).problems()).isEmpty();
    }

    @Test
    void mirrorShowsTheSameButForASplitView() {
        SentFrame shown = network.misbehave(Misbehaviour.SPLIT_VIEW, account);
        network.post(account);
        List<SentFrame> log = network.log().after(0, Integer.MAX_VALUE);
        List<SentFrame> mirror = network.mirror().after(0, Integer.MAX_VALUE);
        assertThat(mirror).hasSameSizeAs(log);
        for (int i = 0; i < log.size(); i++) {
            assertThat(mirror.get(i).equals(log.get(i))).isEqualTo(!log.get(i).equals(shown));
        }
        SentFrame other = mirror.get((int) shown.position() - 1);
        OpenedCommit mirrored = OpenedCommit.of(other);
        assertThat(other.rev()).isEqualTo(shown.rev());
        assertThat(other.expected().findings()).containsExactly("EQUIVOCATION_SAME_REV");
        assertThat(mirrored.commit().data())
                .isNotEqualTo(OpenedCommit.of(shown).commit().data());
        assertThat(verifies(mirrored)).isTrue();
        assertThat(pushed.isBefore(mirrored)).isTrue();
    }

    private boolean verifies(OpenedCommit opened) {
        return VERIFIER.verify(
                account.publicKey(), opened.commit().digest(), opened.commit().signature());
    }

    private static RepoEvent.Sync sync(SentFrame frame) {
        return (RepoEvent.Sync)
                Objects.requireNonNull(FrameDecoder.decode(frame.bytes()).event());
    }

    /** Keeps the last commit proven of each account; after a gap, adopts what an export would give. */
    private static final class Auditor {
        private final Map<String, OpenedCommit> heads = new HashMap<>();
        private final Map<String, OpenedCommit> exported = new HashMap<>();
        private int followed;

        void see(SentFrame frame) {
            boolean isVerified = frame.expected().verdict().equals("VERIFIED");
            if (frame.delivery() == Delivery.WITHHELD) {
                OpenedCommit opened = OpenedCommit.of(frame);
                exported.put(opened.event().repo().value(), opened);
            } else if (frame.expected().findings().contains("SYNC_RESET")) {
                heads.put(frame.did(), Objects.requireNonNull(exported.get(frame.did())));
            } else if (FrameDecoder.decode(frame.bytes()).event() instanceof RepoEvent.Commit) {
                boolean isGap = frame.expected().findings().toString().contains("GAP");
                if (isVerified || isGap || frame.cause() == Misbehaviour.SEQ_REGRESSION) {
                    OpenedCommit opened = OpenedCommit.of(frame);
                    OpenedCommit head = heads.get(frame.did());
                    if (isVerified && !isRepeat(opened, head)) {
                        requireFollows(frame, opened, head);
                    }
                    heads.put(frame.did(), opened);
                }
            }
        }

        private void requireFollows(SentFrame frame, OpenedCommit opened, @Nullable OpenedCommit head) {
            followed++;
            assertThat(opened.problems())
                    .extracting(TreeProblem::kind)
                    .as(frame.cause() + " at " + frame.position())
                    .isSubsetOf(TreeProblem.Kind.OPS_NOOP_UPDATE);
            boolean isFirst = opened.event().since() == null && opened.event().prevData() == null;
            assertThat(head == null ? isFirst || frame.cause() != null : head.isBefore(opened))
                    .as(frame.cause() + " at " + frame.position())
                    .isTrue();
        }

        private static boolean isRepeat(OpenedCommit opened, @Nullable OpenedCommit head) {
            return head != null && head.commit().rev().equals(opened.commit().rev());
        }
    }
}
