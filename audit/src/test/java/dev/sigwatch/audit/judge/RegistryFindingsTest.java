package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static dev.sigwatch.audit.judge.JudgeFixture.SECOND;
import static dev.sigwatch.audit.judge.RegistryWrites.CREATE;
import static dev.sigwatch.audit.judge.RegistryWrites.HOLD;
import static dev.sigwatch.audit.judge.RegistryWrites.OTHER_HOLD;
import static dev.sigwatch.audit.judge.RegistryWrites.UPDATE;
import static dev.sigwatch.audit.judge.RegistryWrites.child;
import static dev.sigwatch.audit.judge.RegistryWrites.delete;
import static dev.sigwatch.audit.judge.RegistryWrites.digest;
import static dev.sigwatch.audit.judge.RegistryWrites.manifest;
import static dev.sigwatch.audit.judge.RegistryWrites.marked;
import static dev.sigwatch.audit.judge.RegistryWrites.profile;
import static dev.sigwatch.audit.judge.RegistryWrites.subject;
import static dev.sigwatch.audit.judge.RegistryWrites.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operations of signed commits mean against what the account had before. */
class RegistryFindingsTest {
    private final JudgeFixture did = new JudgeFixture();
    private long time = 1;

    @BeforeEach
    void aRepositoryFollowedFromItsFirstCommit() {
        did.observe(0, FIRST);
        did.receiveCommit(time++, FIRST);
    }

    private void push(RecordFacts... records) {
        CheckedEvent event = did.commit("relay", time, time, FIRST).withRecords(List.of(records));
        time++;
        did.receive(event);
    }

    /** Codes found in the last commit told, but for those of first sight. */
    private List<FindingCode> found() {
        return details().stream()
                .map(Finding::code)
                .filter(code -> !code.name().endsWith("_FIRST_SEEN"))
                .toList();
    }

    private List<Finding> details() {
        List<Finding> findings = new ArrayList<>();
        last().records().forEach(record -> findings.addAll(record.findings()));
        return findings;
    }

    private CheckedEvent last() {
        return did.told.get(did.told.size() - 1);
    }

    private String before() {
        return last().records().get(0).registry().beforeDigest();
    }

    @Test
    void anHonestLifeHasNothingToReport() {
        push(manifest(CREATE, 1));
        assertThat(found()).isEmpty();
        push(tag(CREATE, "latest", 1));
        push(manifest(CREATE, 2));
        push(tag(UPDATE, "latest", 1), tag(CREATE, "v2", 2));
        assertThat(found()).isEmpty();
        push(manifest(UPDATE, 1));
        assertThat(found()).isEmpty();
        push(delete(tag(CREATE, "v2", 2)), delete(manifest(CREATE, 2)));
        assertThat(found()).containsExactly(FindingCode.MANIFEST_DELETED);
        assertThat(did.judgements).allMatch(judgement -> judgement.verdict() == Verdict.VERIFIED);
    }

    @Test
    void aTagThatMovesSaysFromWhere() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), tag(CREATE, "v", 1));
        assertThat(last().records().get(2).registry().beforeDigest()).isEmpty();
        push(tag(UPDATE, "v", 2));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
        assertThat(before()).isEqualTo(digest(1));
        push(tag(UPDATE, "v", 2));
        assertThat(found()).isEmpty();
        assertThat(before()).isEqualTo(digest(2));
        push(delete(tag(CREATE, "v", 2)));
        assertThat(before()).isEqualTo(digest(2));
    }

    @Test
    void wayBackIsNoWayForward() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), manifest(CREATE, 3), tag(CREATE, "v", 1));
        push(tag(UPDATE, "v", 2));
        push(tag(UPDATE, "v", 1));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK);
        push(tag(UPDATE, "v", 2));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
        push(tag(UPDATE, "v", 3));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
        push(tag(UPDATE, "v", 1));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK);
    }

    @Test
    void deletingATagFirstHidesNoWayBack() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), tag(CREATE, "v", 1));
        push(tag(UPDATE, "v", 2));
        push(delete(tag(CREATE, "v", 2)));
        push(tag(CREATE, "v", 1));
        assertThat(found()).containsExactly(FindingCode.TAG_ROLLBACK);
        assertThat(before()).isEmpty();
    }

    @Test
    void oneKeyForTwoThingsIsReported() {
        push(manifest(CREATE, 1), tag(CREATE, "app", "v", 1));
        push(tag(UPDATE, "app_v", "v", 1));
        assertThat(found()).containsExactly(FindingCode.SLOT_REUSED);
    }

    @Test
    void aTagDanglesIfItsImageIsNotThereAtTheEndOfTheCommit() {
        push(tag(CREATE, "v", 1), manifest(CREATE, 1));
        assertThat(found()).isEmpty();
        push(tag(CREATE, "w", 2));
        assertThat(found()).containsExactly(FindingCode.TAG_DANGLING);
        push(manifest(CREATE, 2), delete(manifest(CREATE, 1)));
        assertThat(details())
                .containsExactly(FindingCode.MANIFEST_DELETED.found(), FindingCode.TAG_DANGLING.found("app:v"));
    }

    @Test
    void anImageUnderAnyKeyIsThereAndAnotherAccountsIsNotLookedFor() {
        push(RegistryWrites.manifestUnder("3l5abcdefgh2a", 1), tag(CREATE, "v", 1));
        assertThat(found()).isEmpty();
        push(RegistryWrites.foreignTag("f", 9));
        assertThat(found()).isEmpty();
        push(delete(RegistryWrites.manifestUnder("3l5abcdefgh2a", 1)));
        assertThat(found()).containsExactly(FindingCode.MANIFEST_DELETED, FindingCode.TAG_DANGLING);
    }

    @Test
    void aManifestKeepsWhatItsDigestStandsFor() {
        push(manifest(CREATE, 1, "plain", HOLD));
        push(manifest(UPDATE, 1, "other", HOLD));
        assertThat(found()).containsExactly(FindingCode.MANIFEST_MUTATED);
        push(manifest(UPDATE, 1, "other", OTHER_HOLD));
        assertThat(found()).containsExactly(FindingCode.MANIFEST_MUTATED, FindingCode.HOLD_CHANGED);
        push(manifest(UPDATE, 1, "plain", OTHER_HOLD));
        assertThat(found()).isEmpty();
    }

    @Test
    void aManifestThatComesBackIsComparedWithTheOneThatWent() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), manifest(CREATE, 3));
        push(delete(manifest(CREATE, 1)), delete(manifest(CREATE, 2)), delete(manifest(CREATE, 3)));
        push(manifest(CREATE, 1));
        assertThat(found()).isEmpty();
        push(manifest(CREATE, 2, "other", HOLD));
        assertThat(found()).containsExactly(FindingCode.MANIFEST_RECREATED);
        assertThat(RecordDetails.isOfOtherContents(details().get(0))).isTrue();
        push(manifest(CREATE, 3, "plain", OTHER_HOLD));
        assertThat(found()).contains(FindingCode.MANIFEST_RECREATED);
        assertThat(RecordDetails.isOfOtherContents(details().get(0))).isFalse();
    }

    @Test
    void anImageBelongsWhereItsOwnerKeepsThem() {
        push(manifest(CREATE, 1, "plain", OTHER_HOLD), profile(CREATE, HOLD));
        assertThat(found()).containsExactly(FindingCode.HOLD_CHANGED);
        push(manifest(CREATE, 2, "plain", HOLD));
        assertThat(found()).isEmpty();
    }

    @Test
    void whatAnIndexListsIsLookedFor() {
        String type = "application/vnd.oci.image.manifest.v1+json";
        push(manifest(CREATE, 10, "index", HOLD, child(1, type, 500), child(2, "", -1)), manifest(CREATE, 1));
        assertThat(details()).contains(FindingCode.CHILD_MISSING.found(digest(2)));
        assertThat(found()).containsExactly(FindingCode.CHILD_MISSING);
        push(manifest(CREATE, 11, "index", HOLD, child(1, type, 501)));
        assertThat(found()).containsExactly(FindingCode.CHILD_SIZE);
        push(manifest(CREATE, 12, "index", HOLD, child(1, "text/plain", 500)));
        assertThat(found()).containsExactly(FindingCode.CHILD_SIZE);
        push(manifest(CREATE, 13, "artifact", HOLD, subject(1), subject(99)));
        assertThat(found()).containsExactly(FindingCode.SUBJECT_MISSING);
    }

    @Test
    void aStorageServicesOwnRecords() {
        push(marked("crew", CREATE, "write blob:read,blob:write"));
        assertThat(found()).containsExactly(FindingCode.CREW_ESCALATION);
        push(marked("crew", UPDATE, "read blob:read"));
        assertThat(found()).isEmpty();
        push(marked("crew", UPDATE, "admin blob:read,crew:admin"));
        assertThat(details()).containsExactly(FindingCode.CREW_ESCALATION.found("gained crew:admin"));
        push(marked("captain", CREATE, "did:plc:a false false"));
        push(marked("captain", UPDATE, "did:plc:a false false"));
        assertThat(found()).isEmpty();
        push(marked("captain", UPDATE, "did:plc:b false false"));
        assertThat(found()).containsExactly(FindingCode.CREW_ESCALATION);
        push(marked("stats", CREATE, "10/2"));
        push(marked("stats", UPDATE, "11/2"));
        assertThat(found()).isEmpty();
        push(marked("stats", UPDATE, "12/1"));
        assertThat(found()).containsExactly(FindingCode.COUNTS);
    }

    @Test
    void firstSightIsToldOnce() {
        push(manifest(CREATE, 1), tag(CREATE, "v", 1));
        assertThat(details())
                .containsExactly(
                        FindingCode.PUBLISHER_FIRST_SEEN.found(),
                        FindingCode.REPOSITORY_FIRST_SEEN.found("app"),
                        FindingCode.HOLD_FIRST_SEEN.found(HOLD));
        push(tag(CREATE, "v2", 1), tag(CREATE, "other", "w", 1), manifest(CREATE, 2, "plain", OTHER_HOLD));
        assertThat(details())
                .containsExactly(
                        FindingCode.REPOSITORY_FIRST_SEEN.found("other"),
                        FindingCode.HOLD_FIRST_SEEN.found(OTHER_HOLD));
        push(delete(manifest(CREATE, 1)), delete(manifest(CREATE, 2)));
        push(manifest(CREATE, 3));
        assertThat(details()).isEmpty();
    }

    @Test
    void aFloodIsToldOncePerCommit() {
        for (int i = 0; i < RegistryMemory.FLOOD_PER_MINUTE / 100; i++) {
            pushAt(2, many(i * 100, 100));
            assertThat(found()).isEmpty();
        }
        pushAt(2, many(9_000, 3));
        assertThat(found()).containsExactly(FindingCode.FLOOD);
        pushAt(200, many(9_100, 3));
        assertThat(found()).isEmpty();
    }

    /** Commits of one moment, whatever their revisions. */
    private void pushAt(long arrival, RecordFacts... records) {
        time++;
        did.receive(did.commit("relay", 1_000 + arrival, time, FIRST).withRecords(List.of(records)));
    }

    private static RecordFacts[] many(int from, int count) {
        RecordFacts[] records = new RecordFacts[count];
        for (int i = 0; i < count; i++) {
            records[i] = manifest(CREATE, from + i);
        }
        return records;
    }

    @Test
    void nothingIsSaidOfWhatNobodySigned() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), tag(CREATE, "v", 1));
        push(tag(UPDATE, "v", 2));
        did.receive(did.commit("relay", time, time, SECOND).withRecords(List.of(tag(UPDATE, "v", 1))));
        did.observe(time + 2, FIRST);
        assertThat(did.lastFindings()).contains(FindingCode.SIG_UNKNOWN_KEY);
        assertThat(found()).isEmpty();
    }

    @Test
    void aRepeatedCommitIsNoSecondWrite() {
        push(manifest(CREATE, 1), manifest(CREATE, 2), tag(CREATE, "v", 1));
        push(tag(UPDATE, "v", 2));
        CheckedEvent moved = last();
        push(tag(UPDATE, "v", 1));
        did.receive(did.again(moved, "other relay").withRecords(List.of(tag(UPDATE, "v", 2))));
        assertThat(did.lastFindings()).contains(FindingCode.OK_DUPLICATE);
        assertThat(found()).isEmpty();
        push(tag(UPDATE, "v", 2));
        assertThat(found()).containsExactly(FindingCode.TAG_MOVED);
    }
}
