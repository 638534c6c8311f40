package dev.sigwatch.audit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.PlcTombstone;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Story.JudgedOrNot;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogJudgeTest {
    private static final long HOUR = 3_600;

    private final Story story = new Story();

    @Test
    void thePastIsToldAndIsNoChange() {
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(story.low), HOUR);

        JudgedOrNot first = story.seesLog(2 * HOUR);

        assertThat(first.judged().isFirst()).isTrue();
        assertThat(first.cids()).containsExactly(story.cid(0), story.cid(1));
        assertThat(first.decision().historyChange()).isEmpty();
        assertThat(story.state.lastChangeAt()).isZero();
        assertThat(story.seesLog(3 * HOUR).isNothing()).isTrue();
    }

    @Test
    void aRotationIsToldWithWhoSignedIt() {
        story.seesLog(1);
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(story.low), HOUR);

        JudgedOrNot rotation = story.seesLine(1, HOUR + 2);

        assertThat(rotation.ofOperations()).containsExactly(FindingCode.KEY_ROTATED);
        assertThat(rotation.judged().isFirst()).isFalse();
        JudgedOperation told = rotation.judged().operations().get(0);
        assertThat(told.signerIndex()).isEqualTo(1);
        assertThat(told.signerKey()).isEqualTo(story.low.publicKey().toDidKey());
        assertThat(told.isValid()).isTrue();
        assertThat(rotation.judged().before()).isNotNull();
        assertThat(rotation.decision().historyChange()).contains("became known");
        assertThat(story.state.lastChangeAt()).isEqualTo((HOUR + 2) * Story.SECOND);
        assertThat(story.seesLog(2 * HOUR).isNothing())
                .as("the whole log tells no more")
                .isTrue();
    }

    @Test
    void everyKindOfChangeIsNamed() {
        story.seesLog(1);
        story.add(
                story.after(0)
                        .withRotationKeys(List.of(story.low.publicKey(), story.publicKey()))
                        .withSigningKey(story.publicKey())
                        .withPds("https://other.example.com")
                        .withHandle("b.example.com")
                        .sign(story.low),
                HOUR);

        assertThat(story.seesLog(2 * HOUR).ofOperations())
                .containsExactly(
                        FindingCode.KEY_ROTATED,
                        FindingCode.ROTATION_KEYS_CHANGED,
                        FindingCode.PDS_MOVED,
                        FindingCode.HANDLE_CHANGED);
    }

    @Test
    void aRecoveryUndoesOnBothAxes() {
        takeover();

        JudgedOrNot recovery = story.seesLine(2, 3 * HOUR);

        assertThat(recovery.cids()).containsExactly(story.cid(1), story.cid(2));
        assertThat(recovery.ofOperations()).contains(FindingCode.PLC_NULLIFICATION, FindingCode.KEY_ROTATED);
        JudgedOperation undone = recovery.judged().operations().get(0);
        assertThat(undone.nullified()).isTrue();
        assertThat(undone.nullifiedBy()).isEqualTo(story.cid(2));
        assertThat(undone.body()).as("told again whole").isNotEmpty();
        assertThat(recovery.decision().historyChange()).contains("undid");
        List<KeyPeriod> periods = story.state.periods();
        assertThat(periods).extracting(KeyPeriod::servedUntil).containsExactly(at(1), at(2), KeyPeriod.OPEN);
        assertThat(periods).extracting(KeyPeriod::validUntil).containsExactly(at(2), at(1), KeyPeriod.OPEN);
        assertThat(periods).extracting(KeyPeriod::isNullified).containsExactly(false, true, false);
        story.undone.add(1);
        assertThat(story.seesLog(4 * HOUR).isNothing()).isTrue();
    }

    @Test
    void lineByLineIsAsGoodAsWhole() {
        takeover();
        story.seesLine(2, 3 * HOUR);
        Story whole = new Story();
        whole.operations.addAll(story.operations.subList(1, 3));
        whole.times.addAll(story.times.subList(1, 3));
        whole.undone.add(1);
        whole.seesLog(4 * HOUR);

        assertThat(story.state.periods()).usingRecursiveComparison().isEqualTo(whole.state.periods());
        assertThat(story.state.otherKeys()).isEqualTo(whole.state.otherKeys());
    }

    @Test
    void tombstonesAreToldAndThenNothingIsMissing() {
        story.seesLog(1);
        story.add(PlcTombstone.sign(story.operations.get(0).cid(), story.top), HOUR);

        assertThat(story.seesLine(1, HOUR + 1).ofOperations()).containsExactly(FindingCode.PLC_TOMBSTONE);
        assertThat(story.sees(Kind.NOT_FOUND, Story.PLC + "/x", 3 * HOUR, "").isNothing())
                .isTrue();
        assertThat(story.state.periods().get(1).publicKey()).isNull();
    }

    @Test
    void whatBreaksARuleIsToldAndChangesNoKey() {
        story.seesLog(1);
        PrivateKey stranger = story.key();
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(stranger), HOUR);

        JudgedOrNot illegal = story.seesLine(1, HOUR + 1);

        assertThat(illegal.ofOperations()).containsExactly(FindingCode.PLC_SIG_INVALID);
        assertThat(illegal.judged().operations().get(0).isValid()).isFalse();
        assertThat(story.state.periods().get(0).validUntil()).isEqualTo(KeyPeriod.OPEN);
        assertThat(story.state.periods().get(1).validUntil()).isEqualTo(KeyPeriod.NEVER);
    }

    @Test
    void aDirectoryThatDropsWhatItServedIsContradicted() {
        takeover();

        JudgedOrNot rewritten = story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", 9 * HOUR, story.log(0));

        assertThat(rewritten.findings()).containsExactly(FindingCode.PLC_LOG_REWRITTEN);
        assertThat(text(rewritten.judged().ours())).contains(story.cid(1));
        assertThat(text(rewritten.judged().theirs())).doesNotContain("\"" + story.cid(1));
        assertThat(rewritten.decision().historyChange()).contains("rewrote");
        assertThat(story.state.operations()).hasSize(1);
    }

    @Test
    void alteredAndReorderedIsRewritten() {
        takeover();
        story.seesLine(2, 3 * HOUR);
        story.times.set(1, HOUR + 7);
        story.undone.add(1);
        assertThat(story.seesLog(9 * HOUR).judged().findings().get(0).detail()).contains("other times");

        story.operations.add(1, story.operations.remove(2));
        assertThat(story.seesLog(10 * HOUR).findings()).containsExactly(FindingCode.PLC_LOG_REWRITTEN);
    }

    @Test
    void aServerThatLagsIsAskedAgain() {
        takeover();
        String stale = story.log(0);

        JudgedOrNot lagging = story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", HOUR + 30, stale);

        assertThat(lagging.decision().judged()).isNull();
        assertThat(lagging.decision().questions())
                .containsExactly(new IdentityRequest(
                        story.did().value(), IdentityRequest.Reason.DOUBT, (HOUR + 60) * Story.SECOND));
        assertThat(story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", HOUR + 31, stale)
                        .isNothing())
                .as("asked once")
                .isTrue();
    }

    @Test
    void anOldAnswerThatComesLateChangesNothing() {
        takeover();

        assertThat(story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", HOUR / 2, story.log(0))
                        .isNothing())
                .isTrue();
    }

    @Test
    void linesThatFollowNothingKnownAreDoubted() {
        story.add(story.after(0).sign(story.low), HOUR).add(story.after(1).sign(story.low), 2 * HOUR);
        assertThat(story.seesLine(2, 2 * HOUR).isNothing())
                .as("nobody asked about it yet")
                .isTrue();

        story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", 1, story.log(0));
        JudgedOrNot doubted = story.seesLine(2, 2 * HOUR + 1);
        assertThat(doubted.decision().judged()).isNull();
        assertThat(doubted.decision().questions()).hasSize(1);
        assertThat(story.seesLog(2 * HOUR + 2).cids()).containsExactly(story.cid(1), story.cid(2));
        assertThat(story.state.doubts()).isEmpty();
    }

    @Test
    void aLogBeginsWithItsFirstLine() {
        assertThat(story.seesLine(0, 1).judged().isFirst()).isTrue();
        story.add(story.after(0).withHandle("b.example.com").sign(story.low), HOUR);
        assertThat(story.seesLine(1, HOUR + 1).ofOperations()).containsExactly(FindingCode.HANDLE_CHANGED);
    }

    @Test
    void whatCannotBeReadIsToldOnce() {
        assertThat(story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", 1, "{}")
                        .findings())
                .containsExactly(FindingCode.PLC_LOG_MALFORMED);
        assertThat(story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", 2, "{}")
                        .isNothing())
                .isTrue();
    }

    @Test
    void twoDirectoriesThatDisagreeAreToldAfterTheUsualDelay() {
        takeover();
        String stale = story.log(0);
        String source = Story.WITNESS + "/x/log/audit";

        JudgedOrNot lagging = story.sees(Kind.PLC_AUDIT_LOG, source, HOUR + 20, stale);
        assertThat(lagging.decision().judged()).isNull();
        assertThat(lagging.decision().questions()).hasSize(1);
        JudgedOrNot disagreeing = story.sees(Kind.PLC_AUDIT_LOG, source, HOUR + 90, stale);
        assertThat(disagreeing.findings()).containsExactly(FindingCode.PLC_DIRECTORIES_DISAGREE);
        assertThat(story.sees(Kind.PLC_AUDIT_LOG, source, HOUR + 95, stale).isNothing())
                .isTrue();
        assertThat(story.sees(Kind.PLC_AUDIT_LOG, source, HOUR + 99, story.log(0, 1))
                        .isNothing())
                .as("agreed again")
                .isTrue();
        assertThat(story.state.doubts()).isEmpty();
    }

    @Test
    void oldKeysAreKeysForAnotherPurpose() {
        story.seesLog(1);

        assertThat(story.state.otherKeys())
                .containsExactly(
                        story.top.publicKey().toDidKey(), story.low.publicKey().toDidKey());
    }

    /** Most of it is reading keys and verifying signatures; the number is printed for who wants to know. */
    @Test
    void aThousandOperationsAreBoundedInTimeAndSpace() {
        for (int i = 0; i < 999; i++) {
            story.add(story.after(i).withSigningKey(story.publicKey()).sign(story.low), 10L + i);
        }
        byte[] body = story.log(story.all()).getBytes(StandardCharsets.UTF_8);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long begun = System.nanoTime();
            story.last = story.judge.observe(
                    new dev.sigwatch.audit.stream.IdentityObservation(
                            story.did().value(), Kind.PLC_AUDIT_LOG, Story.PLC, 10_000 * Story.SECOND, body),
                    IdentityState.EMPTY);
            best = Math.min(best, System.nanoTime() - begun);
        }
        story.state = story.last.state();
        story.add(story.after(999).sign(story.low), 5_000);
        long begun = System.nanoTime();
        story.last = story.judge.observe(
                new dev.sigwatch.audit.stream.IdentityObservation(
                        story.did().value(),
                        Kind.PLC_AUDIT_LOG,
                        Story.PLC,
                        11_000 * Story.SECOND,
                        story.log(story.all()).getBytes(StandardCharsets.UTF_8)),
                story.state);
        System.out.printf(
                "1,000 operations, %,d bytes: judged in %.1f ms, one more in %.1f ms%n",
                body.length, best / 1e6, (System.nanoTime() - begun) / 1e6);
        assertThat(story.last.state().periods()).hasSize(1_001);
        assertThat(story.last.state().operations()).hasSize(1_001);
    }

    private void takeover() {
        story.seesLog(1);
        story.add(
                story.after(0)
                        .withSigningKey(story.publicKey())
                        .withPds("https://thief.example.com")
                        .sign(story.low),
                HOUR);
        story.seesLine(1, HOUR + 1);
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(story.top), 2 * HOUR);
    }

    private static long at(int hour) {
        return hour * HOUR * Story.SECOND;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
