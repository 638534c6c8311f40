package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.judge.JudgeFixture.ALICE;
import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.stream.RepoRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history of one repository: what follows on what, and what an export proves of it. */
class ChainTest {
    private final JudgeFixture did = new JudgeFixture();

    @BeforeEach
    void knowTheKey() {
        did.observe(0, FIRST);
    }

    @Test
    void aHistoryFromTheFirstCommitOnIsProvenByItself() {
        for (int time = 1; time <= 40; time++) {
            did.receiveCommit(time, FIRST);
        }
        assertThat(did.judgements).allMatch(judgement -> judgement.verdict() == Verdict.VERIFIED);
        assertThat(did.askedForExports).isEmpty();
    }

    @Test
    void whatFollowsOnAnUnknownPastWaitsForAnExport() {
        CheckedEvent unseen = commit(1);
        did.receive(commit(2));
        did.receive(commit(3));
        assertThat(did.out).isEmpty();
        assertThat(did.askedForExports).hasSize(1);
        assertThat(did.askedForExports.get(0).reason()).isEqualTo(RepoRequest.Reason.FIRST_SEEN);
        did.receiveExport(4, unseen);
        assertThat(did.out).containsExactly("1 VERIFIED", "2 VERIFIED");
        assertThat(did.exports).singleElement().matches(judgement -> judgement.verdict() == Verdict.VERIFIED);
    }

    @Test
    void anExportProvesTheCommitsThatLeadToIt() {
        commit(1);
        did.receive(commit(2));
        did.receive(commit(3));
        CheckedEvent last = commit(4);
        did.receive(last);
        did.receiveExport(5, last);
        assertThat(did.out).containsExactly("1 VERIFIED", "2 VERIFIED", "3 VERIFIED");
    }

    @Test
    void anExportAheadOfTheStreamWaitsForIt() {
        commit(1);
        did.receive(commit(2));
        CheckedEvent late = commit(3);
        CheckedEvent last = commit(4);
        did.receiveExport(5, last);
        assertThat(did.out).isEmpty();
        did.receive(late);
        assertThat(did.out).isEmpty();
        did.receive(last);
        did.receive(commit(6));
        assertThat(did.out).containsExactly("1 VERIFIED", "2 VERIFIED", "3 VERIFIED", "5 VERIFIED");
    }

    @Test
    void anExportTakenBeforeAnyFrameLetsThoseUpToItJoin() {
        commit(1);
        CheckedEvent second = commit(2);
        CheckedEvent third = commit(3);
        CheckedEvent last = commit(4);
        did.receiveExport(5, last);
        did.receive(second);
        did.receive(third);
        assertThat(did.out).isEmpty();
        did.receive(last);
        did.receive(commit(6));
        assertThat(did.out).containsExactly("1 VERIFIED", "2 VERIFIED", "3 VERIFIED", "5 VERIFIED");
    }

    @Test
    void aSilentPublishersExportIsWhereItsNextCommitBegins() {
        CheckedEvent last = commit(1);
        did.receiveExport(2, last);
        did.receive(commit(3));
        assertThat(did.out).containsExactly("2 VERIFIED");
        assertThat(did.askedForExports).isEmpty();
    }

    @Test
    void withoutAnExportOnlyContinuityStaysUnproven() {
        commit(1);
        did.receive(commit(2));
        did.refuseExport(3);
        did.receive(commit(4));
        assertThat(did.out).containsExactly("1 UNPROVEN", "3 UNPROVEN");
        Judgement judgement = did.judgements.get(0);
        assertThat(judgement.signature()).isEqualTo(Proof.PASS);
        assertThat(judgement.tree()).isEqualTo(Proof.PASS);
        assertThat(judgement.chain()).isEqualTo(Proof.UNPROVEN);
        assertThat(judgement.detail()).contains("HTTP 502");
        assertThat(did.askedForExports).hasSize(1);
        did.receive(commit(70));
        assertThat(did.askedForExports)
                .as("a minute later it is worth another try")
                .hasSize(2);
    }

    @Test
    void aGapIsNamedAndWhatFollowsRestsOnTheExport() {
        did.receive(commit(1));
        commit(2);
        CheckedEvent after = commit(3);
        did.receive(after);
        assertThat(did.lastFindings()).containsExactly(FindingCode.CHAIN_GAP);
        did.receive(commit(4));
        assertThat(did.out).containsExactly("0 VERIFIED", "2 UNPROVEN");
        did.receiveExport(5, after);
        assertThat(did.out).containsExactly("0 VERIFIED", "2 UNPROVEN", "3 VERIFIED");
    }

    @Test
    void aHistoryThatLeavesOutASignedCommitIsFalse() {
        did.receive(commit(1));
        String since = did.since;
        String data = did.prevData;
        did.receive(commit(2));
        did.receive(commit(3, since, data, 3));
        assertThat(did.lastFindings()).containsExactly(FindingCode.CHAIN_FORK);
        did.receive(did.again(commit(2, since, data, 77), "other relay"));
        assertThat(did.lastFindings()).containsExactly(FindingCode.EQUIVOCATION_SAME_REV);
    }

    @Test
    void aGapThatChangedNothingIsNamedAndNothingIsLost() {
        did.receive(commit(1));
        String data = did.prevData;
        did.receive(commit(5, Tid.of(JudgeFixture.micros(4), 1).value(), data, 5));
        assertThat(did.lastFindings()).containsExactly(FindingCode.CHAIN_NETZERO_GAP);
        did.receive(commit(6));
        assertThat(did.out).containsExactly("0 VERIFIED", "1 UNPROVEN", "2 VERIFIED");
    }

    @Test
    void twoSignedTreesOfOneRevisionAreAProofByThemselves() {
        did.receive(commit(1));
        String since = did.since;
        String data = did.prevData;
        CheckedEvent one = commit(2, since, data, 2);
        did.receive(one);
        did.receive(commit(2, since, data, 99));
        assertThat(did.lastFindings()).containsExactly(FindingCode.EQUIVOCATION_SAME_REV);
        assertThat(did.judgements.get(2).otherBlock()).isEqualTo(one.commitBlock());
        assertThat(did.judgements.get(2).verdict()).isEqualTo(Verdict.VIOLATION);
    }

    @Test
    void aSyncIsProvenByTheTreeItRepeatsAndUnprovenOtherwise() {
        did.receive(commit(1));
        did.receive(sync(2, 1));
        assertThat(did.lastFindings()).isEmpty();
        CheckedEvent reset = sync(3, 3);
        did.receive(reset);
        assertThat(did.lastFindings()).containsExactly(FindingCode.SYNC_RESET);
        assertThat(did.askedForExports).singleElement().matches(it -> it.reason() == RepoRequest.Reason.SYNC);
        did.since = reset.rev();
        did.prevData = reset.dataCid();
        did.receive(commit(4));
        did.receiveExport(5, reset);
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED", "2 UNPROVEN", "3 VERIFIED");
    }

    @Test
    void anExportOlderThanWhatItsHostSignedIsARollback() {
        CheckedEvent old = commit(1);
        did.receive(old);
        did.receive(commit(2));
        did.receiveExport(9, old);
        assertThat(codes(did.exports.get(0))).containsExactly(FindingCode.EXPORT_ROLLBACK);
        did.receive(commit(10));
        assertThat(did.out).containsExactly("0 VERIFIED", "1 VERIFIED", "3 VERIFIED");
    }

    @Test
    void recordsThatWereThereBeforeBecomeKnownAndLaterDifferencesAreNoticed() {
        CheckedEvent base = commit(1);
        did.receive(commit(2));
        did.receiveExport(3, base, record("a", 1), record("b", 1), record("c", 1));
        assertThat(did.records).containsExactly("snapshot a", "snapshot b", "snapshot c");
        did.records.clear();

        CheckedEvent reset = sync(4, 4);
        did.receive(reset);
        did.receiveExport(5, reset, record("a", 1), record("b", 2), record("d", 1));
        assertThat(did.records).containsExactly("changed b", "snapshot d", "vanished c");
        assertThat(codes(did.exports.get(1)))
                .containsExactly(FindingCode.RECORD_CHANGED_SILENTLY, FindingCode.RECORD_VANISHED);
        assertThat(did.state.records().keySet())
                .containsExactlyInAnyOrder("io.atcr.tag/a", "io.atcr.tag/b", "io.atcr.tag/d");
    }

    @Test
    void anInactiveAccountsCommitsAreJudgedAndMarked() {
        did.receive(commit(1));
        did.receive(account(false));
        did.receive(commit(2));
        assertThat(did.lastFindings()).containsExactly(FindingCode.ACCOUNT_INACTIVE);
        did.receive(account(true));
        did.receive(commit(3));
        assertThat(did.lastFindings()).isEmpty();
        assertThat(did.judgements.get(2).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void aStatusIsAboutTheCommitsAfterIt() {
        CheckedEvent unseen = commit(1);
        did.receive(commit(2));
        did.receive(account(false));
        did.receive(commit(3));
        did.receiveExport(4, unseen);
        assertThat(did.out).containsExactly("1 VERIFIED", "99 NOTICE", "2 VERIFIED");
        assertThat(codes(did.judgements.get(0))).isEmpty();
        assertThat(did.lastFindings()).containsExactly(FindingCode.ACCOUNT_INACTIVE);
    }

    @Test
    void anUnansweredRequestEndsWithTheTimeToWait() {
        commit(1);
        did.receive(commit(2));
        did.receive(commit(3));
        did.timeOut(2);
        assertThat(did.out).containsExactly("1 UNPROVEN");
        did.timeOut(3);
        assertThat(did.out).containsExactly("1 UNPROVEN", "2 UNPROVEN");
    }

    private CheckedEvent commit(long time) {
        return did.commit("relay", time, time, FIRST);
    }

    private CheckedEvent commit(long time, String since, String prevData, int data) {
        did.since = since;
        did.prevData = prevData;
        return event(time, time, data, EventKind.COMMIT);
    }

    /** A {@code #sync} whose tree is that of the commit made at {@code data}. */
    private CheckedEvent sync(long time, int data) {
        String since = did.since;
        String prevData = did.prevData;
        CheckedEvent event = event(time, time, data, EventKind.SYNC);
        did.since = since;
        did.prevData = prevData;
        return event;
    }

    private CheckedEvent event(long time, long revTime, int data, EventKind kind) {
        Commit commit = Commit.sign(
                ALICE, Cid.ofDagCbor(new byte[] {(byte) data}), Tid.of(JudgeFixture.micros(revTime), 1), FIRST);
        return did.event("relay", time, commit, Cid.ofDagCbor(commit.toBytes()), kind);
    }

    private static CheckedEvent account(boolean active) {
        return new CheckedEvent(
                new FrameFacts("relay", 1, 1, true, 10, 0, 99),
                EventKind.ACCOUNT,
                ALICE.value(),
                "",
                "",
                "",
                "",
                "",
                0,
                new byte[0],
                new byte[0],
                List.of(),
                List.of(),
                new byte[0],
                new byte[0],
                Proof.NONE,
                null,
                new AccountFacts(active, active ? "" : "deactivated"));
    }

    private static RecordFacts record(String rkey, int value) {
        return new RecordFacts(
                0,
                "io.atcr.tag",
                rkey,
                "snapshot",
                Cid.ofRaw(new byte[] {(byte) value}).toString(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                RecordFacts.NO_TIME,
                "",
                dev.sigwatch.audit.RegistryFacts.NONE,
                List.of());
    }

    private static List<FindingCode> codes(@Nullable Judgement judgement) {
        return judgement == null
                ? List.of()
                : judgement.findings().stream().map(Finding::code).toList();
    }
}
