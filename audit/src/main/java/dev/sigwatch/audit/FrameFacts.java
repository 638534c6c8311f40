package dev.sigwatch.audit;

import dev.sigwatch.audit.stream.Frame;

/**
 * Where a frame came from and where it rests.
 *
 * @param seq -1 where unreadable
 * @param receivedAt microseconds since the epoch
 * @param size bytes of the frame
 * @param partition partition of the frames topic, 0 for a capture
 * @param offset offset in that partition, or index in a capture: with the partition, the frame's identity
 * @param direct whether the stream is a PDS's own, see {@link Frame#direct}
 */
public record FrameFacts(
        String host, long seq, long receivedAt, boolean inScope, int size, int partition, long offset, boolean direct) {

    /** Facts of a relay's frame. */
    public FrameFacts(String host, long seq, long receivedAt, boolean inScope, int size, int partition, long offset) {
        this(host, seq, receivedAt, inScope, size, partition, offset, false);
    }

    /** These facts, of a PDS's own stream. */
    public FrameFacts asDirect() {
        return new FrameFacts(host, seq, receivedAt, inScope, size, partition, offset, true);
    }

    /** The facts of a frame at a position. */
    public static FrameFacts of(Frame frame, int partition, long offset) {
        return new FrameFacts(
                frame.host(),
                frame.seq(),
                frame.receivedAt(),
                frame.inScope(),
                frame.bytes().length,
                partition,
                offset,
                frame.direct());
    }
}
