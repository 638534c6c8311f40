package dev.sigwatch.atproto.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final Did ALICE = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final Cid CID = Cid.ofDagCbor(new byte[] {1});
    private static final Tid REV = Tid.of(1_700_000_000_000_000L, 7);
    private static final String TIME = "2026-11-01T00:00:00.000Z";

    @Test
    void readsBackEveryMessageType() {
        RepoEvent.Commit commit = new RepoEvent.Commit(
                ALICE,
                REV,
                Tid.of(1_600_000_000_000_000L, 1),
                CID,
                Slice.of(new byte[] {1, 2, 3}),
                List.of(
                        new RepoOperation(RepoOperation.Action.UPDATE, RepoPath.parse("io.atcr.tag/app_v1"), CID, CID),
                        new RepoOperation(
                                RepoOperation.Action.DELETE, RepoPath.parse("app.bsky.feed.post/abc"), null, CID)),
                2,
                CID,
                false,
                false);
        assertRoundTrip(commit);
        assertRoundTrip(new RepoEvent.Sync(ALICE, REV, Slice.of(new byte[] {4})));
        assertRoundTrip(new RepoEvent.Identity(ALICE, "alice.test"));
        assertRoundTrip(new RepoEvent.Identity(ALICE, null));
        assertRoundTrip(new RepoEvent.Account(ALICE, false, "takendown"));
        assertRoundTrip(new RepoEvent.Info("OutdatedCursor", "too old"));
        assertRoundTrip(new RepoEvent.Error("ConsumerTooSlow", null));
    }

    private static void assertRoundTrip(RepoEvent event) {
        DecodedFrame decoded = FrameDecoder.decode(FrameEncoder.encode(event, 42, TIME));
        assertThat(decoded.problems()).isEmpty();
        assertThat(decoded.event()).isEqualTo(event);
    }

    @Test
    void removedAndUnknownMessagesAreEventsOfTheirOwn() {
        assertThat(FrameDecoder.decode(frame(1, "#tombstone", body -> body)).event())
                .isEqualTo(new RepoEvent.Deprecated("#tombstone"));
        assertThat(FrameDecoder.decode(frame(1, "#future", body -> body)).event())
                .isEqualTo(new RepoEvent.Unknown(1, "#future"));
        assertThat(FrameDecoder.decode(frame(7, "#commit", body -> body)).event())
                .isEqualTo(new RepoEvent.Unknown(7, "#commit"));
    }

    @Test
    void keepsWhatItCouldReadOfAMessageWithAMissingField() {
        DecodedFrame decoded = FrameDecoder.decode(identityWithout("did"));
        assertThat(decoded.event()).isNull();
        assertThat(decoded.seq()).isEqualTo(9);
        assertThat(decoded.problems()).containsExactly(new DecodedFrame.Problem(FrameProblem.FIELD_MISSING, "did"));
    }

    @Test
    void aFieldOfTheWrongTypeOrSyntaxIsNamed() {
        byte[] frame = frame(1, "#identity", body -> body.writeMap(2)
                .writeText("did")
                .writeText("alice")
                .writeText("seq")
                .writeText("one"));
        assertThat(FrameDecoder.decode(frame).problems())
                .contains(
                        new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, "seq"),
                        new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, "did"));
    }

    @Test
    void anEnvelopeThatIsNotCanonicalIsReadAllTheSameAndNoted() {
        byte[] frame = frame(1, "#identity", body -> body.writeMap(3)
                .writeText("did")
                .writeText(ALICE.value())
                .writeText("seq")
                .writeInt(9)
                .writeText("time")
                .writeText(TIME));
        byte[] swapped = concat(new byte[] {(byte) 0xa2, 0x62, 'o', 'p', 0x01, 0x61, 't', 0x69}, tail(frame));
        DecodedFrame decoded = FrameDecoder.decode(swapped);
        assertThat(decoded.event()).isEqualTo(new RepoEvent.Identity(ALICE, null));
        assertThat(decoded.problems())
                .extracting(DecodedFrame.Problem::kind)
                .containsExactly(FrameProblem.NON_CANONICAL);
        assertThat(FrameRoute.peek(swapped).did()).isEqualTo(ALICE.value());
    }

    /** Everything of an {@code #identity} frame after the header's {@code t} key and its length. */
    private static byte[] tail(byte[] frame) {
        byte[] type = "#identity".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] header = new CborWriter()
                .writeMap(2)
                .writeText("t")
                .writeText("#identity")
                .writeText("op")
                .writeInt(1)
                .toBytes();
        return concat(type, Arrays.copyOfRange(frame, header.length, frame.length));
    }

    @Test
    void unreadableFramesSayWhy() {
        byte[] good = FrameEncoder.encode(new RepoEvent.Identity(ALICE, null), 1, TIME);
        assertMalformed(new byte[0], FrameProblem.MALFORMED);
        assertMalformed(Arrays.copyOf(good, good.length - 1), FrameProblem.MALFORMED);
        assertMalformed(Arrays.copyOf(good, 12), FrameProblem.MALFORMED);
        assertMalformed(concat(good, good), FrameProblem.MALFORMED);
        assertMalformed("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII), FrameProblem.MALFORMED);
        assertMalformed(new byte[FrameLimits.FRAME_BYTES + 1], FrameProblem.TOO_LARGE);
    }

    private static void assertMalformed(byte[] frame, FrameProblem problem) {
        DecodedFrame decoded = FrameDecoder.decode(frame);
        assertThat(decoded.event()).isNull();
        assertThat(decoded.problems()).extracting(DecodedFrame.Problem::kind).containsExactly(problem);
        assertThat(FrameRoute.peek(frame).readable()).isFalse();
    }

    @Test
    void operationsBeyondTheLimitAreCountedNotKept() {
        RepoOperation op =
                new RepoOperation(RepoOperation.Action.CREATE, RepoPath.parse("app.bsky.feed.post/a"), CID, null);
        RepoEvent.Commit many = new RepoEvent.Commit(
                ALICE,
                REV,
                null,
                CID,
                Slice.of(new byte[] {1}),
                java.util.Collections.nCopies(201, op),
                201,
                null,
                false,
                false);
        RepoEvent.Commit decoded = (RepoEvent.Commit) Objects.requireNonNull(
                FrameDecoder.decode(FrameEncoder.encode(many, 1, TIME)).event());
        assertThat(decoded.ops()).hasSize(200);
        assertThat(decoded.opsCount()).isEqualTo(201);
    }

    @Test
    void theRouteTellsWhatRoutingNeeds() {
        RepoOperation op =
                new RepoOperation(RepoOperation.Action.CREATE, RepoPath.parse("io.atcr.manifest/ab"), CID, null);
        RepoEvent.Commit commit = new RepoEvent.Commit(
                ALICE, REV, null, CID, Slice.of(new byte[] {1}), List.of(op), 1, null, false, false);
        FrameRoute route = FrameRoute.peek(FrameEncoder.encode(commit, 77, TIME));
        assertThat(route)
                .isEqualTo(new FrameRoute(true, 1, "#commit", 77, ALICE.value(), 1_793_491_200_000_000L, true));
        FrameRoute info = FrameRoute.peek(FrameEncoder.encode(new RepoEvent.Info("OutdatedCursor", null), 1, TIME));
        assertThat(info).isEqualTo(new FrameRoute(true, 1, "#info", -1, "", 0, false));
    }

    private static byte[] identityWithout(String absent) {
        return frame(1, "#identity", body -> {
            body.writeMap(absent.equals("did") ? 2 : 3);
            if (!absent.equals("did")) {
                body.writeText("did").writeText(ALICE.value());
            }
            return body.writeText("seq").writeInt(9).writeText("time").writeText(TIME);
        });
    }

    private static byte[] frame(long op, String type, java.util.function.UnaryOperator<CborWriter> body) {
        CborWriter header = new CborWriter()
                .writeMap(2)
                .writeText("t")
                .writeText(type)
                .writeText("op")
                .writeInt(op);
        CborWriter writer = new CborWriter();
        byte[] written = body.apply(writer).toBytes();
        return concat(header.toBytes(), written.length == 0 ? new byte[] {(byte) 0xa0} : written);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
