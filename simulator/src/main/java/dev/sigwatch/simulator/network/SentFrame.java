package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.stream.DecodedFrame;
import dev.sigwatch.atproto.stream.FrameDecoder;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the network's log: a frame, or something the relay does instead, with the facts a test compares rows with.
 *
 * @param position 1 for the first entry, one more for each; the cursor that comes just after it
 * @param seq the sequence number the bytes carry, the position unless the frame misbehaves; -1 where unreadable
 * @param did as the bytes carry it, empty where unreadable or absent
 * @param rev as the bytes carry it, empty where unreadable or absent
 * @param bytes the frame; never written to
 * @param cause the misbehaviour this is part of, null for honest traffic
 */
public record SentFrame(
        long position,
        long seq,
        String did,
        String rev,
        byte[] bytes,
        Delivery delivery,
        Expectation expected,
        @Nullable Misbehaviour cause) {

    /** Whether a frame arrives at a client, so that a row must come of it. */
    public boolean isFrame() {
        return !expected.verdict().isEmpty();
    }

    /** An entry whose facts are read from its bytes, whatever they are. */
    static SentFrame read(
            long position, byte[] bytes, Delivery delivery, Expectation expected, @Nullable Misbehaviour cause) {
        DecodedFrame facts = FrameDecoder.decode(bytes);
        return new SentFrame(position, facts.seq(), facts.did(), facts.rev(), bytes, delivery, expected, cause);
    }

    /** An entry that is not a frame; {@code bytes} are what the relay may begin to send. */
    static SentFrame nothing(long position, byte[] bytes, Delivery delivery, Misbehaviour cause) {
        return new SentFrame(position, -1, "", "", bytes, delivery, Expectation.NO_ROW, cause);
    }
}
