package dev.sigwatch.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes a result on but holds its end back, because a query that fails after its first rows says so there: after a status of 200
 * the body ends with {@code \r\n__exception__\r\nTAG\r\nmessage}, where TAG is random and announced in a header.
 */
final class ResultTail {

    /** ClickHouse cuts the message at 16 KiB. */
    private static final int HELD_BYTES = 17 << 10;

    private final OutputStream out;
    private final byte[] marker;
    private final byte[] held = new byte[2 * HELD_BYTES];
    private int size;

    /**
     * Holds back the end of what is written to {@code out}.
     *
     * @param tag from the response's header, empty for a server that sends none
     */
    ResultTail(OutputStream out, String tag) {
        this.out = out;
        this.marker = tag.isEmpty()
                ? new byte[0]
                : ("\r\n__exception__\r\n" + tag + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    void write(byte[] bytes, int count) throws IOException {
        int from = 0;
        while (from < count) {
            int part = Math.min(count - from, held.length - size);
            System.arraycopy(bytes, from, held, size, part);
            from += part;
            size += part;
            if (size == held.length) {
                out.write(held, 0, size - HELD_BYTES);
                System.arraycopy(held, size - HELD_BYTES, held, 0, HELD_BYTES);
                size = HELD_BYTES;
            }
        }
    }

    /** Writes the rest of the result; returns the server's error, empty if there is none. */
    String finish() throws IOException {
        int start = marker.length == 0 ? -1 : indexOfMarker();
        out.write(held, 0, start < 0 ? size : start);
        return start < 0
                ? ""
                : new String(held, start + marker.length, size - start - marker.length, StandardCharsets.UTF_8);
    }

    private int indexOfMarker() {
        for (int at = 0; at + marker.length <= size; at++) {
            int matched = 0;
            while (matched < marker.length && held[at + matched] == marker[matched]) {
                matched++;
            }
            if (matched == marker.length) {
                return at;
            }
        }
        return -1;
    }
}
