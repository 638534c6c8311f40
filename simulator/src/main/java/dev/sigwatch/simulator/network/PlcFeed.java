package dev.sigwatch.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A directory's export feed: every operation it took, in order, numbered from 1. What comes of an operation later does not show.
 * Safe for use by several threads.
 *
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc specification</a>
 */
public final class PlcFeed {
    /** Lines of one page at most, as the directory has it. */
    public static final int MAX_PAGE = 1_000;

    private static final int STEP_BACK = 2;

    private final List<String> lines = new ArrayList<>();
    private boolean misnumbersNext;

    synchronized void append(String did, PlcEntry entry) {
        long seq = lines.size() + 1L;
        lines.add(entry.exportJson(did, misnumbersNext ? Math.max(0, seq - STEP_BACK) : seq));
        misnumbersNext = false;
        notifyAll();
    }

    /** Has the next operation come with a number below the one before it. */
    public synchronized void misnumberNext() {
        misnumbersNext = true;
    }

    /** Number of the newest operation, 0 if there is none. */
    public synchronized long last() {
        return lines.size();
    }

    /** The lines after a number, at most {@code limit}; none after a number that has not come yet. */
    public synchronized List<String> after(long seq, int limit) {
        int from = (int) Math.max(0, Math.min(seq, lines.size()));
        return List.copyOf(lines.subList(from, (int) Math.min((long) from + limit, lines.size())));
    }

    /** As {@link #after}, but waits for a first line; empty if none came in time. */
    public synchronized List<String> awaitAfter(long seq, int limit, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (lines.size() <= seq) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return List.of();
            }
            wait(left);
        }
        return after(seq, limit);
    }
}
