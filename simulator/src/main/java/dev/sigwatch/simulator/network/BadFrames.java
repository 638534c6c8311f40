package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.FrameLimits;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Frames that are wrong before anyone looks at a commit, and frames that are unusual and legal. */
final class BadFrames {
    /** {@code {"op": 1, "t": "#commit"}}, the longer key first. */
    private static final byte[] OP_BEFORE_TYPE = "\u00a2bop\u0001atg#commit".getBytes(StandardCharsets.ISO_8859_1);

    private BadFrames() {}

    static byte[] truncated(Scene scene) {
        byte[] whole = scene.draft().frame();
        return Arrays.copyOf(whole, whole.length / 2);
    }

    static byte[] garbage(Scene scene) {
        byte[] noise = scene.randomBytes(64);
        noise[0] = (byte) 0xff;
        return noise;
    }

    static byte[] empty(Scene scene) {
        return new byte[0];
    }

    static byte[] oversize(Scene scene) {
        return Arrays.copyOf(scene.draft().frame(), FrameLimits.FRAME_BYTES + 1);
    }

    static byte[] text(Scene scene) {
        return "{\"t\":\"#commit\"}".getBytes(StandardCharsets.UTF_8);
    }

    static byte[] replayed(Scene scene) {
        return scene.before().bytes();
    }

    static byte[] repeated(Scene scene) {
        return rewritten(scene.before().bytes(), body -> body.with("seq", CborValue.of(scene.seq())));
    }

    static byte[] lowerSeq(Scene scene) {
        return scene.draft().withSeq(scene.before().seq()).frame();
    }

    static byte[] fieldMissing(Scene scene) {
        return rewritten(scene.draft().frame(), body -> body.without("commit"));
    }

    static byte[] fieldSyntax(Scene scene) {
        return rewritten(scene.draft().frame(), body -> body.with("rev", CborValue.of("last Tuesday")));
    }

    static byte[] tooBig(Scene scene) {
        return rewritten(scene.draft().frame(), body -> body.with("tooBig", CborValue.of(true)));
    }

    static byte[] noncanonicalHeader(Scene scene) {
        byte[] canonical = scene.draft().frame();
        byte[] frame = canonical.clone();
        System.arraycopy(OP_BEFORE_TYPE, 0, frame, 0, OP_BEFORE_TYPE.length);
        return frame;
    }

    static byte[] unknownType(Scene scene) {
        return message(1, "#weather", notice(scene));
    }

    static byte[] unknownOp(Scene scene) {
        return message(2, "#commit", notice(scene));
    }

    static byte[] deprecated(Scene scene) {
        return message(1, "#handle", notice(scene).with("handle", CborValue.of("old.example.com")));
    }

    static byte[] syncWithAnotherRev(Scene scene) {
        CommitDraft draft = scene.draft();
        RepoEvent.Sync sync = scene.account().sync();
        return FrameEncoder.encode(
                new RepoEvent.Sync(sync.did(), draft.rev(), sync.blocks()), draft.seq(), draft.time());
    }

    static byte[] error(Scene scene) {
        return FrameEncoder.encode(
                new RepoEvent.Error("ConsumerTooSlow", "this relay waits for nobody"), scene.seq(), scene.time());
    }

    static byte[] outdatedCursor(Scene scene) {
        return FrameEncoder.encode(
                new RepoEvent.Info("OutdatedCursor", "the cursor is older than what is kept"),
                scene.seq(),
                scene.time());
    }

    private static CborValue.MapValue notice(Scene scene) {
        return CborValue.of(Map.of(
                "seq", CborValue.of(scene.seq()),
                "did", CborValue.of(scene.did().value()),
                "time", CborValue.of(scene.time())));
    }

    private static byte[] message(int op, String type, CborValue body) {
        return join(CborValue.of(Map.of("op", CborValue.of(op), "t", CborValue.of(type))), body);
    }

    private static byte[] rewritten(byte[] frame, UnaryOperator<CborValue.MapValue> change) {
        CborReader reader = new CborReader(frame);
        CborValue header = CborValue.read(reader);
        CborValue.MapValue body = (CborValue.MapValue) CborValue.read(reader);
        return join(header, change.apply(body));
    }

    private static byte[] join(CborValue header, CborValue body) {
        CborWriter writer = new CborWriter();
        header.writeTo(writer);
        body.writeTo(writer);
        return writer.toBytes();
    }
}
