package dev.sigwatch.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameAuditorTest {
    private static final Did ALICE = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final Did BOB = Did.parse("did:plc:44ybard66vv44zksje25o7dz");
    private static final Tid REV = Tid.of(1_700_000_000_000_000L, 7);
    private static final PrivateKey KEY = PrivateKey.generate(Curve.K256, new SplittableRandom(1));

    private final byte[] record = new CborWriter()
            .writeMap(4)
            .writeText("tag")
            .writeText("v1")
            .writeText("manifest")
            .writeText("at://" + ALICE.value() + "/io.atcr.manifest/abc")
            .writeText("updatedAt")
            .writeText("2026-11-01T00:00:00.000Z")
            .writeText("repository")
            .writeText("app")
            .toBytes();
    private final Mst tree = Mst.EMPTY.put("io.atcr.tag/app_v1", Cid.ofDagCbor(record));
    private final Commit commit = Commit.sign(ALICE, tree.root(), REV, KEY);

    @Test
    void anHonestCommitIsReadyToBeJudged() {
        CheckedEvent event = check(frame(ALICE, REV, commit.toBytes(), record), 4, 3);
        assertThat(codes(event)).containsExactly(FindingCode.OK_FIRST_COMMIT);
        assertThat(event.needsKey()).isTrue();
        assertThat(event.digest()).isEqualTo(commit.digest());
        assertThat(event.records()).hasSize(1);
        RecordFacts facts = event.records().get(0);
        assertThat(facts.repository()).isEqualTo("app");
        assertThat(facts.tag()).isEqualTo("v1");
        assertThat(facts.manifestUri()).isEqualTo("at://" + ALICE.value() + "/io.atcr.manifest/abc");
        assertThat(facts.createdAt()).isEqualTo(1_793_491_200_000_000L);
        assertThat(facts.json()).contains("\"repository\":\"app\"");
    }

    @Test
    void theSignedCommitOutweighsTheMessage() {
        assertThat(codes(check(frame(BOB, REV, commit.toBytes(), record), 4, 3)))
                .contains(FindingCode.ENVELOPE_COMMIT_MISMATCH);
        Tid other = Tid.of(1_700_000_000_000_001L, 7);
        CheckedEvent event = check(frame(ALICE, other, commit.toBytes(), record), 4, 3);
        assertThat(codes(event)).contains(FindingCode.ENVELOPE_COMMIT_MISMATCH);
        assertThat(event.needsKey()).isFalse();
    }

    @Test
    void aRecordThatDoesNotTravelIsMissing() {
        assertThat(codes(check(frame(ALICE, REV, commit.toBytes(), null), 4, 3)))
                .contains(FindingCode.RECORD_MISSING_BLOCK);
    }

    @Test
    void sequenceNumbersIncreaseOnAConnection() {
        assertThat(codes(check(frame(ALICE, REV, commit.toBytes(), record), 4, 4)))
                .contains(FindingCode.SEQ_REGRESSION);
        assertThat(codes(check(frame(ALICE, REV, commit.toBytes(), record), 4, -1)))
                .doesNotContain(FindingCode.SEQ_REGRESSION);
    }

    @Test
    void evidenceIsKeptInScopeOrWithAFindingThatCounts() {
        byte[] honest = frame(ALICE, REV, commit.toBytes(), record);
        assertThat(check(honest, 4, 3).frame()).isEqualTo(honest);
        assertThat(checkOutOfScope(honest).frame()).isEmpty();
        assertThat(checkOutOfScope(honest).commitBlock()).isEqualTo(commit.toBytes());
        byte[] garbage = {1, 2, 3};
        assertThat(checkOutOfScope(garbage).frame()).isEqualTo(garbage);
        assertThat(checkOutOfScope(garbage).kind()).isEqualTo(EventKind.UNKNOWN);
    }

    @FuzzTest
    void anyFrameBecomesAnEvent(byte[] frame) {
        CheckedEvent event = check(frame, 1, -1);
        assertThat(event.kind()).isNotNull();
    }

    @Test
    void everyMutationOfACommitBecomesAnEvent() {
        long seed = 4_711;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = frame(ALICE, REV, commit.toBytes(), record);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = good.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                check(mutated, 1, -1);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", round " + i, failure);
            }
        }
    }

    private byte[] frame(Did repo, Tid rev, byte[] commitBlock, byte @Nullable [] record) {
        Cid commitCid = Cid.ofDagCbor(commitBlock);
        Cid recordCid = record == null ? Cid.ofDagCbor(new byte[] {8}) : Cid.ofDagCbor(record);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block(commitCid, commitBlock));
        tree.nodes().forEach((cid, node) -> blocks.add(new Block(cid, node)));
        if (record != null) {
            blocks.add(new Block(recordCid, record));
        }
        RepoOperation op =
                new RepoOperation(RepoOperation.Action.CREATE, RepoPath.parse("io.atcr.tag/app_v1"), recordCid, null);
        return FrameEncoder.encode(
                new RepoEvent.Commit(
                        repo,
                        rev,
                        null,
                        commitCid,
                        Slice.of(CarWriter.write(List.of(commitCid), blocks)),
                        List.of(op),
                        1,
                        null,
                        false,
                        false),
                4,
                "2026-11-01T00:00:00.000Z");
    }

    private static CheckedEvent check(byte[] bytes, long seq, long previousSeq) {
        return FrameAuditor.check(new Frame("relay", seq, previousSeq, true, 1_800_000_000_000_000L, bytes), 0, 0);
    }

    private static CheckedEvent checkOutOfScope(byte[] bytes) {
        return FrameAuditor.check(new Frame("relay", 4, 3, false, 1_800_000_000_000_000L, bytes), 0, 0);
    }

    private static List<FindingCode> codes(CheckedEvent event) {
        return event.findings().stream().map(finding -> finding.code()).toList();
    }
}
