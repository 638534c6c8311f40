package dev.sigwatch.audit.judge;

import static dev.sigwatch.audit.judge.JudgeFixture.FIRST;
import static dev.sigwatch.audit.judge.RegistryWrites.CREATE;
import static dev.sigwatch.audit.judge.RegistryWrites.HOLD;
import static dev.sigwatch.audit.judge.RegistryWrites.OTHER_HOLD;
import static dev.sigwatch.audit.judge.RegistryWrites.UPDATE;
import static dev.sigwatch.audit.judge.RegistryWrites.delete;
import static dev.sigwatch.audit.judge.RegistryWrites.digest;
import static dev.sigwatch.audit.judge.RegistryWrites.manifest;
import static dev.sigwatch.audit.judge.RegistryWrites.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is kept of registry records: the same however commits are cut, true to a plain model, and bounded. */
class RegistryStateTest {
    private static final int IMAGES = 5;
    private static final List<String> TAGS = List.of("latest", "v1", "v2");
    private static final int OPERATIONS = 60;

    /** Operations of an account one after another, none of which repeats what is. */
    private static List<RecordFacts> life(Random random) {
        List<RecordFacts> operations = new ArrayList<>();
        Map<String, RecordFacts> there = new HashMap<>();
        while (operations.size() < OPERATIONS) {
            boolean isTag = random.nextBoolean();
            int image = 1 + random.nextInt(IMAGES);
            RecordFacts plain = isTag
                    ? tag(CREATE, TAGS.get(random.nextInt(TAGS.size())), image)
                    : manifest(CREATE, image, "mark " + random.nextInt(2), random.nextBoolean() ? HOLD : OTHER_HOLD);
            RecordFacts before = there.get(plain.path());
            RecordFacts next;
            if (before != null && random.nextInt(3) == 0) {
                next = delete(before);
                there.remove(plain.path());
            } else {
                next = plain.as(before == null ? CREATE : UPDATE, "", List.of());
                there.put(plain.path(), next);
            }
            operations.add(next);
        }
        return operations;
    }

    /** Cuts a life into commits, at random, but never two operations on one record into one. */
    private static List<List<RecordFacts>> cut(List<RecordFacts> life, int longest, Random random) {
        List<List<RecordFacts>> commits = new ArrayList<>();
        List<RecordFacts> commit = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (RecordFacts operation : life) {
            boolean isFull = commit.size() >= 1 + random.nextInt(longest) || paths.contains(operation.path());
            if (isFull) {
                commits.add(commit);
                commit = new ArrayList<>();
                paths.clear();
            }
            commit.add(operation);
            paths.add(operation.path());
        }
        commits.add(commit);
        return commits;
    }

    private static JudgeFixture live(List<List<RecordFacts>> commits) {
        JudgeFixture did = new JudgeFixture();
        did.observe(0, FIRST);
        did.receiveCommit(1, FIRST);
        long time = 2;
        for (List<RecordFacts> commit : commits) {
            did.receive(did.commit("relay", time, time, FIRST).withRecords(commit));
            time++;
        }
        assertThat(did.judgements).hasSize(commits.size() + 1);
        return did;
    }

    /** Everything kept, but for the revisions that wrote it: those depend on how commits are cut. */
    private static List<String> kept(JudgeFixture did) {
        List<String> kept = new ArrayList<>();
        new TreeMap<>(did.state.records()).forEach((path, record) -> kept.add(path + " " + plain(record)));
        KnownRecords known = new KnownRecords(did.state);
        for (int image = 1; image <= IMAGES; image++) {
            RegistryNote.Named named = known.named(digest(image));
            kept.add(named.tags() + " " + new TreeSet<>(named.names()) + named.manifests());
            String path = manifest(CREATE, image).path();
            kept.add(path + " deleted " + plain(known.deleted(path)));
        }
        TAGS.forEach(name -> kept.add(name + " deleted " + plain(known.deleted("io.atcr.tag/app_" + name))));
        RegistryMemory memory = did.state.registry();
        kept.add(memory.deletions() + " " + memory.seen() + " "
                + did.state.head().tracked());
        return kept;
    }

    private static String plain(RegistryNote.@Nullable Deleted deleted) {
        return deleted == null ? "never" : plain(deleted.record());
    }

    private static String plain(KnownRecord record) {
        List<String> pointed =
                record.pointed().stream().map(KnownRecord.Pointed::digest).toList();
        return record.cid() + record.digest() + pointed + record.mark() + record.holdDid() + record.size();
    }

    @RepeatedTest(30)
    void theSameIsKeptHoweverCommitsAreCut(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        List<RecordFacts> life = life(random);
        List<String> one = kept(live(cut(life, 1, random)));
        assertThat(kept(live(cut(life, 4, random)))).isEqualTo(one);
        assertThat(kept(live(cut(life, 50, random)))).isEqualTo(one);
    }

    @RepeatedTest(30)
    void theOrderWithinACommitIsNone(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        List<List<RecordFacts>> commits = cut(life(random), 6, random);
        List<List<RecordFacts>> shuffled = commits.stream()
                .map(commit -> {
                    List<RecordFacts> other = new ArrayList<>(commit);
                    Collections.shuffle(other, random);
                    return other;
                })
                .toList();
        JudgeFixture one = live(commits);
        JudgeFixture other = live(shuffled);
        assertThat(kept(other)).isEqualTo(kept(one));
        assertThat(found(other)).isEqualTo(found(one));
    }

    /** What was found in each commit, by record, but for what is said of a commit's first. */
    private static List<Map<String, Set<String>>> found(JudgeFixture did) {
        return did.told.stream().map(RegistryStateTest::found).toList();
    }

    private static Map<String, Set<String>> found(CheckedEvent event) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (RecordFacts record : event.records()) {
            found.put(
                    record.path() + record.registry().beforeDigest(),
                    record.findings().stream()
                            .filter(finding -> !finding.code().name().endsWith("_FIRST_SEEN"))
                            .map(Finding::code)
                            .map(Enum::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return found;
    }

    /** Against a model that keeps everything and looks at everything. */
    @RepeatedTest(30)
    void whatIsFoundIsWhatAPlainModelFinds(RepetitionInfo round) {
        Random random = new Random(1_000 + round.getCurrentRepetition());
        List<List<RecordFacts>> commits = cut(life(random), 5, random);
        JudgeFixture did = live(commits);
        Map<String, RecordFacts> there = new HashMap<>();
        Map<String, List<String>> firsts = new HashMap<>();
        Map<String, String> last = new HashMap<>();
        for (int i = 0; i < commits.size(); i++) {
            CheckedEvent told = did.told.get(i + 1);
            Map<String, RecordFacts> before = new HashMap<>(there);
            for (RecordFacts operation : commits.get(i)) {
                if (operation.action().equals(RecordLedger.DELETE)) {
                    there.remove(operation.path());
                } else {
                    there.put(operation.path(), operation);
                }
            }
            for (RecordFacts record : told.records()) {
                Set<FindingCode> codes =
                        record.findings().stream().map(Finding::code).collect(Collectors.toSet());
                assertThat(codes.contains(FindingCode.TAG_DANGLING))
                        .as("round %d, commit %d, %s", round.getCurrentRepetition(), i, record.path())
                        .isEqualTo(isDangling(record, before, there));
                RecordFacts past = before.get(record.path());
                boolean isMove = past != null
                        && !record.registry().targetDigest().isEmpty()
                        && !past.registry()
                                .targetDigest()
                                .equals(record.registry().targetDigest());
                assertThat(codes.contains(FindingCode.TAG_MOVED)).isEqualTo(isMove);
                assertThat(codes.contains(FindingCode.TAG_ROLLBACK))
                        .as("round %d, commit %d, %s", round.getCurrentRepetition(), i, record.path())
                        .isEqualTo(isWayBack(record, firsts, last));
            }
        }
    }

    /**
     * Whether a tag points to what it had pointed to before its newest.
     *
     * @param firsts of each tag its digests in the order of first appearance
     * @param last of each tag what it pointed to last, though it may be deleted
     */
    private static boolean isWayBack(RecordFacts tag, Map<String, List<String>> firsts, Map<String, String> last) {
        String digest = tag.registry().targetDigest();
        if (digest.isEmpty()) {
            return false;
        }
        List<String> order = firsts.computeIfAbsent(tag.path(), path -> new ArrayList<>());
        int newest = order.indexOf(last.getOrDefault(tag.path(), ""));
        if (!order.contains(digest)) {
            order.add(digest);
        }
        last.put(tag.path(), digest);
        return order.indexOf(digest) < newest;
    }

    private static boolean isDangling(
            RecordFacts record, Map<String, RecordFacts> before, Map<String, RecordFacts> there) {
        if (record.collection().equals(KnownRecord.MANIFEST)) {
            RecordFacts past = before.get(record.path());
            return past != null
                    && !there.containsKey(record.path())
                    && there.values().stream()
                            .anyMatch(it -> it.registry().targetDigest().equals(past.digest()));
        }
        String target = record.registry().targetDigest();
        return !target.isEmpty()
                && there.values().stream()
                        .noneMatch(it -> it.collection().equals(KnownRecord.MANIFEST)
                                && it.digest().equals(target));
    }

    /** Verdicts, findings of commits and questions are the same whatever records commits carry. */
    @RepeatedTest(10)
    void recordsChangeNoVerdict(RepetitionInfo round) {
        Random random = new Random(2_000 + round.getCurrentRepetition());
        List<List<RecordFacts>> commits = cut(life(random), 5, random);
        JudgeFixture with = live(commits);
        JudgeFixture without =
                live(commits.stream().map(commit -> List.<RecordFacts>of()).toList());
        assertThat(with.out).isEqualTo(without.out);
        assertThat(with.judgements.stream().map(Judgement::findings).toList())
                .isEqualTo(without.judgements.stream().map(Judgement::findings).toList());
        assertThat(with.askedForExports).isEqualTo(without.askedForExports);
        assertThat(with.asked).isEqualTo(without.asked);
    }

    @Test
    void aTagRemembersTheNewestImagesOnly() {
        List<List<RecordFacts>> commits = new ArrayList<>();
        for (int image = 1; image <= 3 * KnownRecord.MAX_POINTED; image++) {
            commits.add(List.of(tag(image == 1 ? CREATE : UPDATE, "v", image)));
        }
        KnownRecord known = Objects.requireNonNull(live(commits).state.record("io.atcr.tag/app_v"));
        assertThat(known.pointed()).hasSize(KnownRecord.MAX_POINTED);
        assertThat(known.newestPointed()).isEqualTo(digest(3 * KnownRecord.MAX_POINTED));
    }

    @Test
    void whatIsKeptOfDeletedRecordsIsBounded() {
        MemoryState state = new MemoryState();
        KnownRecords known = new KnownRecords(state);
        int many = RegistryMemory.MAX_DELETED * 2 + 5;
        for (int i = 0; i < many; i++) {
            RecordFacts record = manifest(CREATE, i);
            known.put(record.path(), KnownRecord.of(record, "rev", 0, -1));
            known.remove(record.path(), "rev");
        }
        long remembered = 0;
        for (int i = 0; i < many; i++) {
            remembered += known.deleted(manifest(CREATE, i).path()) == null ? 0 : 1;
        }
        assertThat(remembered).isEqualTo(RegistryMemory.MAX_DELETED);
        assertThat(known.deleted(manifest(CREATE, many - 1).path())).isNotNull();
        assertThat(state.noteCount()).isEqualTo(2 * RegistryMemory.MAX_DELETED);
        assertThat(state.records()).isEmpty();
        assertThat(state.head().tracked()).isZero();
    }

    @Test
    void whatWasSeenIsBoundedAndBeyondItNothingIsNew() {
        MemoryState state = new MemoryState();
        KnownRecords known = new KnownRecords(state);
        for (int i = 0; i < RegistryMemory.MAX_SEEN; i++) {
            assertThat(known.isNew("repository " + i, 1)).isTrue();
        }
        assertThat(known.isNew("repository beyond", 1)).isFalse();
        assertThat(state.noteCount()).isEqualTo(RegistryMemory.MAX_SEEN);
    }

    @Test
    void recordsBeyondTheBoundAreNotKeptAndThenNothingIsCalledMissing() {
        JudgeFixture did = live(List.of(List.of(manifest(CREATE, 1), tag(CREATE, "v", 1))));
        did.state.head(did.state.head().withTracked(KnownRecord.MAX_TRACKED));
        int notes = did.state.noteCount();
        List<RecordFacts> more = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            more.add(tag(CREATE, "w" + i, 100 + i));
        }
        did.receive(did.commit("relay", 10, 10, FIRST).withRecords(more));
        assertThat(did.state.records()).hasSize(2);
        assertThat(did.state.noteCount()).isEqualTo(notes);
        assertThat(did.told.get(did.told.size() - 1).records())
                .allSatisfy(record -> assertThat(record.findings()).isEmpty());
        did.state.head(did.state.head().withTracked(2));
        did.receive(did.commit("relay", 11, 11, FIRST).withRecords(List.of(tag(CREATE, "x", 100))));
        assertThat(did.told.get(did.told.size() - 1).records().get(0).findings())
                .isEmpty();
    }

    @Test
    void notesGoWithTheRecordsTheyAreAbout() {
        RecordFacts tag = tag(CREATE, "v", 1);
        JudgeFixture did = live(List.of(List.of(manifest(CREATE, 1), tag), List.of(delete(tag))));
        assertThat(new KnownRecords(did.state).named(digest(1))).isEqualTo(RegistryNote.Named.NOTHING);
    }

    @Test
    void anEmptiedRepositoryHasNoRecords() {
        JudgeFixture did = live(List.of(List.of(manifest(CREATE, 1), tag(CREATE, "v", 1))));
        new KnownRecords(did.state).clear("rev");
        assertThat(did.state.records()).isEmpty();
        assertThat(did.state.head().tracked()).isZero();
        assertThat(new KnownRecords(did.state).deleted("io.atcr.tag/app_v")).isNotNull();
    }
}
