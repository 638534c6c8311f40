package dev.sigwatch.ingest.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A forwarded frame, known again by its sequence number and the first 16 bytes of its SHA-256. The newest few of each host are
 * kept with the cursor: hosts disagree whether a cursor is inclusive, so after a restart the last frame may come again.
 */
record ForwardedFrame(long seq, long digestHigh, long digestLow) {
    /** How many are kept with the cursor. */
    static final int KEPT = 8;

    static ForwardedFrame of(long seq, byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new ForwardedFrame(seq, bytes.getLong(), bytes.getLong());
    }

    static String format(Collection<ForwardedFrame> frames) {
        HexFormat hex = HexFormat.of();
        return frames.stream()
                .map(f -> f.seq + ":" + hex.toHexDigits(f.digestHigh) + hex.toHexDigits(f.digestLow))
                .collect(Collectors.joining(","));
    }

    static List<ForwardedFrame> parse(String text) {
        List<ForwardedFrame> frames = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                frames.add(new ForwardedFrame(
                        Long.parseLong(entry, 0, colon, 10),
                        HexFormat.fromHexDigitsToLong(entry, colon + 1, colon + 17),
                        HexFormat.fromHexDigitsToLong(entry, colon + 17, colon + 33)));
            }
        }
        return frames;
    }
}
