package dev.sigwatch.simulator.life;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, and when. Of two things at one time, that which was planned first comes first. */
final class Agenda {
    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparingLong(Item::at).thenComparingLong(Item::order));
    private final VirtualClock clock;
    private long planned;

    private record Item(long at, long order, Runnable what) {}

    Agenda(Instant begins) {
        this.clock = new VirtualClock(begins);
    }

    VirtualClock clock() {
        return clock;
    }

    long now() {
        return clock.micros();
    }

    /** @param at microseconds since the epoch; what is past happens next */
    void at(long at, Runnable what) {
        items.add(new Item(at, planned++, what));
    }

    /** Has everything happen, and what is planned meanwhile. */
    void run() {
        run(() -> {});
    }

    /** The same, and something more after each. */
    void run(Runnable afterEach) {
        for (Item next = items.poll(); next != null; next = items.poll()) {
            clock.micros(next.at);
            next.what.run();
            afterEach.run();
        }
    }
}
