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

    static Plan truncated() {
        return Plan.malformed("The frame ends half way.", "FRAME_MALFORMED", scene -> {
            byte[] whole = scene.draft().frame();
            return Arrays.copyOf(whole, whole.length / 2);
        });
    }

    static Plan garbage() {
        return Plan.malformed("The frame is noise.", "FRAME_MALFORMED", scene -> {
            byte[] noise = scene.randomBytes(64);
            noise[0] = (byte) 0xff;
            return noise;
        });
    }

    static Plan empty() {
        return Plan.malformed("The frame has no bytes.", "FRAME_MALFORMED", scene -> new byte[0]);
    }

    static Plan oversize() {
        return Plan.malformed(
                "The frame has 5,000,001 bytes.",
                "FRAME_TOO_LARGE",
                scene -> Arrays.copyOf(scene.draft().frame(), FrameLimits.FRAME_BYTES + 1));
    }

    static Plan text() {
        return Plan.malformed("The frame is a text message.", "FRAME_MALFORMED", scene -> "{\"t\":\"#commit\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .delivered(Delivery.TEXT);
    }

    static Plan replayed() {
        return Plan.violation(
                "The last commit's frame comes again, byte for byte.", "SEQ_REGRESSION", scene -> scene.before()
                        .bytes());
    }

    static Plan repeated() {
        return Plan.verified(
                "The last commit comes again under a new number.",
                "OK_DUPLICATE",
                scene -> rewritten(scene.before().bytes(), body -> body.with("seq", CborValue.of(scene.seq()))));
    }

    /** The commit itself is in order, and the account goes on from it. */
    static Plan lowerSeq() {
        return Plan.story(
                "A new commit has the last one's number.", Expectation.of("VIOLATION", "SEQ_REGRESSION"), scene -> {
                    CommitDraft draft = scene.draft();
                    return scene.conspicuous(
                            draft, draft.withSeq(scene.before().seq()).frame());
                });
    }

    static Plan fieldMissing() {
        return Plan.malformed(
                "The message names no commit.",
                "ENVELOPE_FIELD_MISSING",
                scene -> rewritten(scene.draft().frame(), body -> body.without("commit")));
    }

    static Plan fieldSyntax() {
        return Plan.malformed(
                "The message's rev is no TID.",
                "ENVELOPE_SYNTAX",
                scene -> rewritten(scene.draft().frame(), body -> body.with("rev", CborValue.of("last Tuesday"))));
    }

    static Plan tooBig() {
        return Plan.story("The removed flag tooBig is set.", Expectation.of("VERIFIED", "DEPRECATED_FLAG"), scene -> {
            CommitDraft draft = scene.draft();
            return scene.conspicuous(draft, rewritten(draft.frame(), body -> body.with("tooBig", CborValue.of(true))));
        });
    }

    static Plan noncanonicalHeader() {
        return Plan.story(
                "The header's keys are in the wrong order; all else is honest.",
                Expectation.of("VERIFIED", "ENVELOPE_NONCANONICAL"),
                scene -> {
                    CommitDraft draft = scene.draft();
                    byte[] frame = draft.frame();
                    System.arraycopy(OP_BEFORE_TYPE, 0, frame, 0, OP_BEFORE_TYPE.length);
                    return scene.conspicuous(draft, frame);
                });
    }

    static Plan unknownType() {
        return Plan.notice(
                "A message of a type to come.", "FRAME_UNKNOWN_TYPE", scene -> message(1, "#weather", notice(scene)));
    }

    static Plan unknownOp() {
        return Plan.notice(
                "A frame with an op to come.", "FRAME_UNKNOWN_OP", scene -> message(2, "#commit", notice(scene)));
    }

    static Plan deprecated() {
        return Plan.notice(
                "A #handle message, long removed.",
                "DEPRECATED_EVENT",
                scene -> message(1, "#handle", notice(scene).with("handle", CborValue.of("old.example.com"))));
    }

    static Plan syncWithAnotherRev() {
        return Plan.verified("A #sync announces a later revision than its commit's.", "SYNC_REV_MISMATCH", scene -> {
            CommitDraft draft = scene.draft();
            RepoEvent.Sync sync = scene.account().sync();
            return FrameEncoder.encode(
                    new RepoEvent.Sync(sync.did(), draft.rev(), sync.blocks()), draft.seq(), draft.time());
        });
    }

    static Plan error() {
        return Plan.notice(
                        "An error frame, and the connection is closed.",
                        "STREAM_ERROR_FRAME",
                        scene -> FrameEncoder.encode(
                                new RepoEvent.Error("ConsumerTooSlow", "this relay waits for nobody"),
                                scene.seq(),
                                scene.time()))
                .delivered(Delivery.BINARY_THEN_CLOSE);
    }

    static Plan outdatedCursor() {
        return Plan.notice(
                "An #info in mid stream.",
                "",
                scene -> FrameEncoder.encode(
                        new RepoEvent.Info("OutdatedCursor", "the cursor is older than what is kept"),
                        scene.seq(),
                        scene.time()));
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

    static byte[] rewritten(byte[] frame, UnaryOperator<CborValue.MapValue> change) {
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
