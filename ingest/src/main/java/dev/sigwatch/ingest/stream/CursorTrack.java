package dev.sigwatch.ingest.stream;

import java.util.OptionalLong;

/**
 * Follows a stream's sequence numbers to say which cursor to save.
 *
 * <p>Normally that is the highest one seen. But numbers are claims: one absurdly high number must not make us skip everything below
 * it after the next reconnect, and a host that starts over at low numbers, or is replaced by one far ahead, must be followed. So a
 * number off the line is believed once a run of numbers confirms it.
 */
final class CursorTrack {
    /** Largest step taken at once; busy relays make this many in half an hour. */
    static final long MAX_STEP = 1_000_000;
    /** Numbers in a row, each within a step of the one before, that establish a new line. */
    static final int CONFIRMED = 16;
    /** Largest sequence number there is (event stream specification). */
    static final long MAX_SEQ = (1L << 53) - 1;

    private long cursor;
    private long candidate = -1;
    private int run;

    CursorTrack(OptionalLong resumedFrom) {
        this.cursor = resumedFrom.orElse(-1);
    }

    /**
     * Takes the sequence number of a frame.
     *
     * @param seq any number; those that no frame can have are passed over
     * @return the cursor to save, -1 for none yet
     */
    long advance(long seq) {
        if (seq < 1 || seq > MAX_SEQ) {
            return cursor;
        }
        if (cursor < 0 || isNext(cursor, seq)) {
            cursor = seq;
            run = 0;
        } else if (seq != cursor) {
            run = run > 0 && isNext(candidate, seq) ? run + 1 : 1;
            candidate = seq;
            if (run >= CONFIRMED) {
                cursor = seq;
                run = 0;
            }
        }
        return cursor;
    }

    private static boolean isNext(long from, long seq) {
        return seq > from && seq - from <= MAX_STEP;
    }
}
