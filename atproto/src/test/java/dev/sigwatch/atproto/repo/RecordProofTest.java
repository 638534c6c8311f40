package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordProofTest {
    private final TestRepo repo = TestRepo.of(new Random(11), 200);

    @Test
    void anyRecordCanBeProven() {
        repo.records.forEach((path, record) -> {
            RecordProof proof =
                    RecordProof.read(RecordProof.write(repo.commit, repo.tree, RepoPath.parse(path), record));
            assertThat(proof.problems()).isEmpty();
            assertThat(proof.commitProblems()).isEmpty();
            assertThat(proof.commitCid()).isEqualTo(Cid.ofDagCbor(repo.commit));
            assertThat(proof.records()).singleElement().satisfies(proven -> {
                assertThat(proven.path()).hasToString(path);
                assertThat(proven.cid()).isEqualTo(Cid.ofDagCbor(record));
                assertThat(proven.block().contentEquals(record)).isTrue();
            });
            Commit commit = Objects.requireNonNull(proof.commit());
            assertThat(SignatureVerifiers.bouncyCastle()
                            .verify(TestRepo.KEY.publicKey(), commit.digest(), commit.signature()))
                    .isTrue();
        });
    }

    @Test
    void aTreeWithoutTheRecordGivesNoProof() {
        RepoPath absent = RepoPath.parse("io.atcr.tag/absent");
        assertThatThrownBy(() -> RecordProof.write(repo.commit, repo.tree, absent, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePathToAnAbsentRecordProvesItsAbsence() {
        String absent = "io.atcr.tag/absent";
        List<Block> blocks = new ArrayList<>();
        repo.tree.path(absent).forEach((cid, bytes) -> blocks.add(new Block(cid, bytes)));
        RecordProof proof = RecordProof.read(TestRepo.export(repo.tree.root(), blocks));
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.records()).isEmpty();
        Mst tree = Objects.requireNonNull(proof.tree());
        assertThat(tree.get(absent)).isEmpty();
        String there = repo.records.firstKey();
        assertThatThrownBy(() -> tree.get(there)).isInstanceOf(MissingNodeException.class);
    }

    @Test
    void nothingElseIsProven() {
        String path = repo.records.firstKey();
        byte[] bytes = RecordProof.write(repo.commit, repo.tree, RepoPath.parse(path), repo.record(path));
        Car car = Car.read(bytes);
        List<Block> blocks = new ArrayList<>();
        car.cids()
                .forEach(cid ->
                        blocks.add(new Block(cid, car.block(cid).orElseThrow().toBytes())));
        blocks.add(Block.ofDagCbor(repo.record(repo.records.lastKey())));
        assertThat(RecordProof.read(CarWriter.write(car.roots(), blocks)).records())
                .hasSize(1);
        // Without the commit, the tree's root, or the record.
        assertThat(problems(car, blocks, 0)).containsExactly(Kind.CAR);
        assertThat(problems(car, blocks, 1)).containsExactly(Kind.ROOT_MISSING);
        assertThat(problems(car, blocks, blocks.size() - 2)).isEmpty();
    }

    @Test
    void noByteCanBeChangedOrLeftOut() {
        String path = repo.records.lastKey();
        byte[] bytes = RecordProof.write(repo.commit, repo.tree, RepoPath.parse(path), repo.record(path));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(RecordProof.read(changed).records()).as("byte %s", i).isEmpty();
            assertThat(RecordProof.read(Arrays.copyOf(bytes, i)).records())
                    .as("first %s bytes", i)
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(RecordProof.read(new byte[0]).problems())
                .extracting(TreeProblem::kind)
                .containsExactly(Kind.CAR);
        Cid value = Cid.ofRaw(new byte[0]);
        Block leaf = new RawNode(null)
                .with(RawNode.mined("io.atcr.tag/", 0), value, null)
                .block();
        Block pointer = new RawNode(leaf.cid()).block();
        assertThat(RecordProof.read(TestRepo.export(pointer.cid(), List.of(pointer, leaf)))
                        .problems())
                .extracting(TreeProblem::kind)
                .containsExactly(Kind.POINTER_ROOT);
        Block noCommit = Block.ofDagCbor(new byte[] {(byte) 0xa0});
        RecordProof proof = RecordProof.read(CarWriter.write(List.of(noCommit.cid()), List.of(noCommit)));
        assertThat(proof.commit()).isNull();
        assertThat(proof.commitProblems()).isNotEmpty();
    }

    private static List<Kind> problems(Car car, List<Block> blocks, int without) {
        List<Block> rest = new ArrayList<>(blocks);
        rest.remove(without);
        RecordProof proof = RecordProof.read(CarWriter.write(car.roots(), rest));
        assertThat(proof.records()).isEmpty();
        return proof.problems().stream().map(TreeProblem::kind).toList();
    }
}
