package dev.sigwatch.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Everything sent so far, in order, held in memory. One thread appends, any number read and wait. */
public final class FrameLog {
    private final List<SentFrame> entries = new ArrayList<>();
    private long delivered = -1;

    /** Adds the entry of the next position. */
    public synchronized void append(SentFrame entry) {
        if (entry.position() != entries.size() + 1) {
            throw new IllegalStateException("position " + entry.position() + " after " + entries.size());
        }
        entries.add(entry);
        notifyAll();
    }

    /** The number of entries, which is the position of the last. */
    public synchronized int size() {
        return entries.size();
    }

    /** Notes that a subscriber stands at a position. */
    public synchronized void delivered(long position) {
        delivered = Math.max(delivered, position);
    }

    /** The furthest position at which any subscriber stood, -1 if there has been none. */
    public synchronized long delivered() {
        return delivered;
    }

    /** The entries after a position, at most {@code limit}; empty if there are none yet. */
    public synchronized List<SentFrame> after(long position, int limit) {
        int from = (int) Math.min(position, entries.size());
        return List.copyOf(entries.subList(from, (int) Math.min((long) from + limit, entries.size())));
    }

    /** As {@link #after}, but waits for a first entry; empty if none came in time. */
    public synchronized List<SentFrame> awaitAfter(long position, int limit, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (entries.size() <= position) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return List.of();
            }
            wait(left);
        }
        return after(position, limit);
    }
}
