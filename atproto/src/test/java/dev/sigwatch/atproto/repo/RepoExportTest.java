package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RecordProof.Proven;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoExportTest {
    private static final int MAX_PART = 4_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 300, 3_000})
    void aWholeRepositoryIsProven(int size) throws IOException {
        TestRepo repo = TestRepo.of(new Random(size), size);
        List<Block> blocks = repo.blocks();
        blocks.addAll(blocks.subList(0, blocks.size() / 3));
        blocks.add(Block.ofDagCbor(new byte[] {(byte) 0xa0}));
        blocks.add(new Block(Cid.ofRaw(new byte[100_000]), new byte[100_000]));
        Collections.shuffle(blocks, new Random(size));
        byte[] file = TestRepo.export(repo.tree.root(), blocks);

        RepoExport export = RepoExport.verify(ExportFile.of(file));
        assertThat(export.problems()).isEmpty();
        assertThat(export.commitProblems()).isEmpty();
        assertThat(export.isComplete()).isTrue();
        assertThat(export.commitBlock()).isEqualTo(repo.commit);
        assertThat(Objects.requireNonNull(export.commit()).data()).isEqualTo(repo.tree.root());
        assertThat(export.rebuiltRoot()).isEqualTo(repo.tree.root());
        assertThat(export.records()).isEqualTo(size);
        assertThat(export.nodes()).isEqualTo(repo.tree.nodes().size());
        assertThat(export.bytes()).isEqualTo(file.length);
        for (String prefix : List.of("", "io.atcr.", "io.atcr.tag/", "app.", "zz", "a", "sh.tangled.repo/1")) {
            assertThat(entries(export, prefix)).as(prefix).isEqualTo(entries(repo, prefix));
            assertThat(proven(export, prefix)).as(prefix).isEqualTo(entries(repo, prefix));
        }
    }

    @Test
    void withoutRecordsThePartHasTheCommitAlone() throws IOException {
        TestRepo repo = TestRepo.of(new Random(3), 40);
        List<byte[]> parts = new ArrayList<>();
        RepoExport.verify(ExportFile.of(repo.export())).parts("net.nothing.", MAX_PART, parts::add);
        Block commit = Block.ofDagCbor(repo.commit);
        assertThat(parts).containsExactly(CarWriter.write(List.of(commit.cid()), List.of(commit)));
    }

    @Test
    void aPartHasRoomForOneRecordAtLeast() throws IOException {
        TestRepo repo = TestRepo.of(new Random(4), 50);
        List<byte[]> parts = new ArrayList<>();
        RepoExport.verify(ExportFile.of(repo.export())).parts("", 1, parts::add);
        assertThat(parts).hasSize(50);
        assertThat(parts)
                .allSatisfy(part -> assertThat(RecordProof.read(part).records()).isNotEmpty());
    }

    @Test
    void everyBlockOfTheTreeIsNeeded() throws IOException {
        TestRepo repo = TestRepo.of(new Random(5), 60);
        List<Block> blocks = repo.blocks();
        for (Block missing : blocks) {
            List<Block> rest = new ArrayList<>(blocks);
            rest.remove(missing);
            RepoExport export = RepoExport.verify(ExportFile.of(TestRepo.export(repo.tree.root(), rest)));
            boolean isNode = repo.tree.nodes().containsKey(missing.cid());
            Kind expected = missing.cid().equals(repo.tree.root())
                    ? Kind.ROOT_MISSING
                    : isNode ? Kind.INCOMPLETE : Kind.RECORD_MISSING;
            assertThat(export.problems()).extracting(TreeProblem::kind).containsExactly(expected);
            assertThat(export.isComplete()).isFalse();
            assertThat(export.rebuiltRoot() == null).isEqualTo(isNode);
            assertThat(entries(export, "")).hasSize(isNode ? 0 : 60);
            assertThat(proven(export, "")).hasSize(isNode ? 0 : 59);
        }
    }

    @Test
    void noByteCanBeChanged() throws IOException {
        byte[] file = TestRepo.of(new Random(6), 12).export();
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= (byte) (1 << i % 8);
            RepoExport export = RepoExport.verify(ExportFile.of(changed));
            assertThat(export.isComplete()).as("byte %s", i).isFalse();
            export.parts("", MAX_PART, part -> {});
        }
    }

    @Test
    void noEndCanBeCutOff() throws IOException {
        byte[] file = TestRepo.of(new Random(7), 12).export();
        for (int length = 0; length < file.length; length++) {
            RepoExport export = RepoExport.verify(ExportFile.of(Arrays.copyOf(file, length)));
            assertThat(export.isComplete()).as("first %s bytes", length).isFalse();
            export.parts("", MAX_PART, part -> {});
        }
    }

    @Test
    void problemsAreBounded() throws IOException {
        TestRepo repo = TestRepo.of(new Random(8), 1_000);
        List<Block> nodes = new ArrayList<>();
        repo.tree.nodes().forEach((cid, bytes) -> nodes.add(new Block(cid, bytes)));
        RepoExport export = RepoExport.verify(ExportFile.of(TestRepo.export(repo.tree.root(), nodes)));
        assertThat(export.problems())
                .hasSize(ProblemList.MAX_PROBLEMS)
                .allMatch(problem -> problem.kind() == Kind.RECORD_MISSING);
        assertThat(export.records()).isEqualTo(1_000);
    }

    @Test
    void aFileThatCannotBeReadIsNoFinding() {
        byte[] bytes = TestRepo.of(new Random(9), 5).export();
        ExportFile broken = new ExportFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] into, int offset, int length) throws IOException {
                throw new IOException("disk");
            }
        };
        assertThatThrownBy(() -> RepoExport.verify(broken)).isInstanceOf(IOException.class);
    }

    private static Map<String, Cid> entries(RepoExport export, String prefix) throws IOException {
        Map<String, Cid> entries = new LinkedHashMap<>();
        export.forEachRecord(prefix, entries::put);
        return entries;
    }

    private static Map<String, Cid> entries(TestRepo repo, String prefix) {
        return repo.tree.entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** What the parts prove, each by itself. */
    private static Map<String, Cid> proven(RepoExport export, String prefix) throws IOException {
        Map<String, Cid> proven = new LinkedHashMap<>();
        export.parts(prefix, MAX_PART, part -> {
            RecordProof proof = RecordProof.read(part);
            assertThat(proof.problems())
                    .extracting(TreeProblem::kind)
                    .isEqualTo(entries(export, prefix).isEmpty() ? List.of(Kind.ROOT_MISSING) : List.of());
            assertThat(proof.commit()).isNotNull();
            assertThat(part.length).isLessThan(MAX_PART + 3_000);
            for (Proven record : proof.records()) {
                proven.put(record.path().value(), record.cid());
            }
        });
        return proven;
    }
}
