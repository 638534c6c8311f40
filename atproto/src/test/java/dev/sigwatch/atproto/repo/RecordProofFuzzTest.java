package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.RecordProof.Proven;
import java.util.Objects;

/** Proofs: whatever they hold, problems come out, and what is proven is in the tree and has its hash. */
class RecordProofFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void reads(FuzzedDataProvider data) {
        byte[] bytes;
        if (data.consumeBoolean()) {
            FuzzForest forest = new FuzzForest(data);
            bytes = TestRepo.export(forest.any(), forest.blocks);
            if (data.consumeInt(0, 9) == 0) {
                bytes[data.consumeInt(0, bytes.length - 1)] ^= data.consumeByte();
            }
        } else {
            bytes = data.consumeRemainingAsBytes();
        }
        RecordProof proof = RecordProof.read(bytes);
        assertThat(proof.problems()).hasSizeLessThanOrEqualTo(ProblemList.MAX_PROBLEMS);
        if (!proof.problems().isEmpty()) {
            assertThat(proof.records()).isEmpty();
        }
        for (Proven record : proof.records()) {
            Mst tree = Objects.requireNonNull(proof.tree());
            assertThat(tree.root())
                    .isEqualTo(Objects.requireNonNull(proof.commit()).data());
            assertThat(tree.get(record.path().value())).contains(record.cid());
            assertThat(record.cid()
                            .matches(
                                    record.block().buf(),
                                    record.block().offset(),
                                    record.block().length()))
                    .isTrue();
        }
    }
}
