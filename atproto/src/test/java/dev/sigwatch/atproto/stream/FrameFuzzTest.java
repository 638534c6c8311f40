package dev.sigwatch.atproto.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever arrives, decoding ends in an event or in reasons; {@code JAZZER_FUZZ=1} looks for more. */
class FrameFuzzTest {
    @FuzzTest
    void anyBytesDecodeAlike(byte[] frame) {
        decode(frame);
    }

    @Test
    void mutatedFramesDecodeAlike() {
        long seed = 20_261_101;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = commitFrame();
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(mutated);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", round " + i, failure);
            }
        }
    }

    private static void decode(byte[] frame) {
        DecodedFrame decoded = FrameDecoder.decode(frame);
        FrameRoute route = FrameRoute.peek(frame);
        CommitReader.read(frame, 0, frame.length);
        if (decoded.event() == null) {
            assertThat(decoded.problems()).isNotEmpty();
        } else {
            assertThat(route.readable()).isTrue();
            assertThat(route.seq()).isEqualTo(decoded.seq());
        }
    }

    private static byte[] commitFrame() {
        Cid cid = Cid.ofDagCbor(new byte[] {1});
        RepoOperation op =
                new RepoOperation(RepoOperation.Action.CREATE, RepoPath.parse("io.atcr.tag/app_v1"), cid, null);
        RepoEvent.Commit commit = new RepoEvent.Commit(
                Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
                Tid.of(1_700_000_000_000_000L, 7),
                null,
                cid,
                Slice.of(new byte[] {1, 2, 3}),
                List.of(op),
                1,
                null,
                false,
                false);
        return FrameEncoder.encode(commit, 5, "2026-11-01T00:00:00.000Z");
    }
}
