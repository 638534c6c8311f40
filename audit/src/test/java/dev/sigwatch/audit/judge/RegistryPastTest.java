package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.identity.KeyPeriod.OPEN;
import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static dev.sigwatch.audit.judge.JudgeFixture.SECOND;
import static dev.sigwatch.audit.judge.JudgeFixture.period;
import static dev.sigwatch.audit.judge.RegistryWrites.CREATE;
import static dev.sigwatch.audit.judge.RegistryWrites.HOLD;
import static dev.sigwatch.audit.judge.RegistryWrites.UPDATE;
import static dev.sigwatch.audit.judge.RegistryWrites.delete;
import static dev.sigwatch.audit.judge.RegistryWrites.digest;
import static dev.sigwatch.audit.judge.RegistryWrites.manifest;
import static dev.sigwatch.audit.judge.RegistryWrites.over;
import static dev.sigwatch.audit.judge.RegistryWrites.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is claimed while the past is unknown, once an export told it, and after a part of it turned out to be somebody else's. */
class RegistryPastTest {
    private static final PrivateKey THIRD = PrivateKey.generate(Curve.K256, new SplittableRandom(3));

    private final JudgeFixture did = new JudgeFixture();

    @BeforeEach
    void knowTheKey() {
        did.observe(0, FIRST);
    }

    private CheckedEvent commit(long time, PrivateKey key, RecordFacts... records) {
        return did.commit("relay", time, time, key).withRecords(List.of(records));
    }

    private List<FindingCode> found() {
        return details().stream().map(Finding::code).toList();
    }

    private List<Finding> details() {
        List<Finding> findings = new ArrayList<>();
        last().records().forEach(record -> findings.addAll(record.findings()));
        return findings;
    }

    /** The newest commit told. */
    private CheckedEvent last() {
        List<CheckedEvent> commits = did.told.stream()
                .filter(event -> event.kind() == EventKind.COMMIT)
                .toList();
        return commits.get(commits.size() - 1);
    }

    @Test
    void nothingIsCalledMissingOrNewBeforeThePastIsKnown() {
        commit(1, FIRST);
        did.receive(commit(2, FIRST, tag(CREATE, "v", 1)));
        did.refuseExport(3);
        assertThat(did.out).containsExactly("1 UNPROVEN");
        assertThat(did.told.get(0).records())
                .allSatisfy(record -> assertThat(record.findings()).isEmpty());
        did.receive(commit(4, FIRST, manifest(CREATE, 2), tag(UPDATE, "v", 2)));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
    }

    @Test
    void whatAnExportShowsIsKnownAndNotNew() {
        CheckedEvent unseen = commit(1, FIRST);
        did.receive(commit(2, FIRST, tag(CREATE, "w", 1), tag(CREATE, "x", 7)));
        did.receiveExport(4, unseen, manifest("snapshot", 1), tag("snapshot", "v", 1));
        assertThat(did.out).containsExactly("1 VERIFIED");
        assertThat(did.told.get(0).records())
                .allSatisfy(record -> assertThat(record.findings()).isEmpty());
        assertThat(found()).containsExactly(FindingCode.TAG_DANGLING);
        did.receive(commit(5, FIRST, manifest(CREATE, 2), tag(UPDATE, "v", 2)));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
    }

    @Test
    void whoseFirstImagesAreAllInCommitsSeenIsNew() {
        commit(1, FIRST);
        did.receive(commit(2, FIRST, manifest(CREATE, 1)));
        CheckedEvent newest = commit(3, FIRST, tag(CREATE, "v", 1));
        did.receive(newest);
        did.receiveExport(4, newest, manifest("snapshot", 1), tag("snapshot", "v", 1));
        assertThat(did.out).containsExactly("1 VERIFIED", "2 VERIFIED");
        assertThat(did.told.get(0).records().get(0).findings())
                .containsExactly(
                        FindingCode.PUBLISHER_FIRST_SEEN.found(),
                        FindingCode.REPOSITORY_FIRST_SEEN.found("app"),
                        FindingCode.HOLD_FIRST_SEEN.found(HOLD));
        assertThat(did.records).isEmpty();
    }

    @Test
    void whoHadImagesBeforeTheCommitsSeenIsNotNew() {
        for (RecordFacts earlier : List.of(manifest("snapshot", 5), tag("snapshot", "v", 1))) {
            JudgeFixture other = new JudgeFixture();
            other.observe(0, FIRST);
            other.commit("relay", 1, 1, FIRST);
            String action = earlier.tag().isEmpty() ? CREATE : UPDATE;
            CheckedEvent newest = other.commit("relay", 2, 2, FIRST).withRecords(List.of(tag(action, "v", 1)));
            other.receive(newest);
            other.receiveExport(4, newest, earlier, tag("snapshot", "v", 1));
            assertThat(other.out).containsExactly("1 VERIFIED");
            assertThat(other.told.get(0).records().get(0).findings()).isEmpty();
        }
    }

    @Test
    void aGapMakesThePastUnknownUntilTheNextExport() {
        did.receive(commit(1, FIRST, manifest(CREATE, 1), tag(CREATE, "v", 1)));
        commit(2, FIRST);
        did.receive(commit(3, FIRST, tag(CREATE, "w", 2)));
        assertThat(did.lastFindings()).contains(FindingCode.CHAIN_GAP);
        assertThat(found()).isEmpty();
        CheckedEvent newest = commit(4, FIRST, tag(CREATE, "x", 2));
        did.receive(newest);
        assertThat(found()).isEmpty();
        did.receiveExport(5, newest, manifest("snapshot", 1), manifest("snapshot", 2), tag("snapshot", "v", 1));
        did.receive(commit(6, FIRST, tag(CREATE, "y", 2), tag(CREATE, "z", 3)));
        assertThat(found()).containsExactly(FindingCode.TAG_DANGLING);
    }

    private void stolen(RecordFacts... byTheThief) {
        did.learn(0, period("op1", FIRST, 0, OPEN, OPEN, OPEN));
        did.receive(commit(10, FIRST, manifest(CREATE, 1), manifest(CREATE, 2), tag(CREATE, "v", 1)));
        did.receive(commit(20, FIRST, tag(UPDATE, "v", 2)));
        did.observe(1_001, SECOND);
        did.learn(1_001, period("op1", FIRST, 0, 1_000, 1_000, OPEN), period("op2", SECOND, 1_000, OPEN, OPEN, OPEN));
        did.receive(commit(1_010, SECOND, byTheThief));
    }

    private void recovered() {
        did.observe(2_001, THIRD);
        did.learn(
                2_001,
                period("op1", FIRST, 0, 1_000, 2_000, OPEN),
                period("op2", SECOND, 1_000, 2_000, 1_000, 2_000),
                period("op3", THIRD, 2_000, OPEN, OPEN, OPEN));
        assertThat(did.revisions).hasSize(1);
    }

    @Test
    void theOwnerWhoTakesATagBackIsNotBlamedAndTheRowSaysWhy() {
        stolen(manifest(CREATE, 3), tag(UPDATE, "v", 3));
        recovered();
        did.receive(commit(2_010, THIRD, over(tag(UPDATE, "v", 1), tag(UPDATE, "v", 3))));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
        assertThat(details().get(0).detail()).startsWith("from " + digest(3)).contains("somebody else");
        assertThat(last().records().get(0).registry().beforeDigest()).isEqualTo(digest(3));
    }

    @Test
    void theThiefsImageIsNoPastOfTheTag() {
        stolen(manifest(CREATE, 3), tag(UPDATE, "v", 3));
        recovered();
        did.receive(commit(2_010, THIRD, tag(UPDATE, "v", 2)));
        did.refuseExport(2_015);
        assertThat(found()).doesNotContain(FindingCode.TAG_ROLLBACK);
        did.receive(commit(2_020, THIRD, tag(UPDATE, "v", 3)));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
        did.receive(commit(2_030, THIRD, tag(UPDATE, "v", 1)));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK);
    }

    @Test
    void anExportThatStillShowsTheThiefsTagChangesNothingOfThat() {
        stolen(manifest(CREATE, 3), tag(UPDATE, "v", 3));
        recovered();
        CheckedEvent owners = commit(2_010, THIRD);
        did.receive(owners);
        did.receiveExport(
                2_020,
                owners,
                manifest("snapshot", 1),
                manifest("snapshot", 2),
                manifest("snapshot", 3),
                tag("snapshot", "v", 3));
        did.receive(commit(2_030, THIRD, tag(UPDATE, "v", 2)));
        assertThat(did.judgements.get(did.judgements.size() - 1).verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
    }

    @Test
    void aRepositorySetBackToTheOwnersOwnIsComparedWithThat() {
        stolen(manifest(CREATE, 3), tag(UPDATE, "v", 3));
        recovered();
        did.receive(commit(2_010, THIRD, over(tag(UPDATE, "v", 4), tag(UPDATE, "v", 2))));
        assertThat(last().records().get(0).registry().beforeDigest()).isEqualTo(digest(2));
        assertThat(details()).containsExactly(FindingCode.TAG_MOVED.found("from " + digest(2)));
    }

    @Test
    void whoMendsWhatAThiefDidToManifestsIsNotBlamed() {
        stolen(manifest(UPDATE, 1, "spoilt", HOLD), delete(manifest(CREATE, 2)));
        assertThat(found()).contains(FindingCode.MANIFEST_MUTATED);
        recovered();
        did.receive(commit(2_010, THIRD, manifest(UPDATE, 1), manifest(CREATE, 2, "mended", HOLD)));
        assertThat(found()).isEmpty();
    }
}
