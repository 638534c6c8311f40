package dev.sigwatch.ingest.log;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Remembers which frames of a host were forwarded, so that an identical one is recognised when it comes again.
 *
 * <p>One slot per sequence number modulo the size: no allocation per frame, one probe per question. Half of a SHA-256 stands for
 * the bytes.
 */
final class RepeatTable {
    /** Frames remembered per host, ours: about a minute and a half of the live network, 1.5 MB. */
    static final int SIZE = 1 << 16;

    private final long[] seqs = new long[SIZE];
    private final long[] high = new long[SIZE];
    private final long[] low = new long[SIZE];

    /** Whether this very frame was forwarded; false for sequence numbers below 1. */
    boolean contains(long seq, byte[] digest) {
        int slot = slot(seq);
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return seq > 0 && seqs[slot] == seq && high[slot] == bytes.getLong() && low[slot] == bytes.getLong();
    }

    void put(long seq, byte[] digest) {
        if (seq > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            put(new ForwardedFrame(seq, bytes.getLong(), bytes.getLong()));
        }
    }

    void putAll(List<ForwardedFrame> frames) {
        frames.forEach(this::put);
    }

    private void put(ForwardedFrame frame) {
        int slot = slot(frame.seq());
        seqs[slot] = frame.seq();
        high[slot] = frame.digestHigh();
        low[slot] = frame.digestLow();
    }

    private static int slot(long seq) {
        return (int) (seq & (SIZE - 1));
    }
}
