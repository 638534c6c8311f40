package dev.sigwatch.ingest.desk;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The cases that ask one host, and what that host allows. Its order among lanes changes with it, so leave the set first. */
final class DeskLane<R> {
    static final Comparator<DeskLane<?>> BY_TIME =
            Comparator.<DeskLane<?>>comparingLong(DeskLane::nextAt).thenComparing(DeskLane::name);

    /** A lane that may not begin for so long, microseconds, is held by its host and not by its own rate. */
    private static final long HELD = 10_000_000;

    final Lane limits;
    private final PriorityQueue<DeskCase<R>> urgent = queue();
    private final PriorityQueue<DeskCase<R>> patient = queue();
    private int inFlight;
    private long notBefore;

    DeskLane(Lane limits) {
        this.limits = limits;
    }

    private static <R> PriorityQueue<DeskCase<R>> queue() {
        return new PriorityQueue<>(
                Comparator.<DeskCase<R>>comparingLong(c -> c.notBefore).thenComparingLong(c -> c.number));
    }

    String name() {
        return limits.name();
    }

    void add(DeskCase<R> open) {
        (open.urgent ? urgent : patient).add(open);
    }

    void remove(DeskCase<R> open) {
        (open.urgent ? urgent : patient).remove(open);
    }

    boolean canBegin() {
        return !(urgent.isEmpty() && patient.isEmpty()) && inFlight < limits.concurrency();
    }

    /** When the next case may begin; only of a lane that {@link #canBegin}. */
    long nextAt() {
        return Math.max(Math.min(firstAt(urgent), firstAt(patient)), notBefore);
    }

    /** Since when its first case waits for us; {@link Long#MAX_VALUE} for none, or where the host told us to stay away. */
    long waitingSince(long now) {
        return notBefore > now + HELD ? Long.MAX_VALUE : Math.min(firstAt(urgent), firstAt(patient));
    }

    DeskCase<R> begin(long now) {
        inFlight++;
        notBefore = Math.max(notBefore, now + (long) (1_000_000 / limits.perSecond()));
        return (firstAt(urgent) <= now ? urgent : patient).remove();
    }

    void finish(long nextNotBefore) {
        inFlight--;
        notBefore = Math.max(notBefore, nextNotBefore);
    }

    boolean isIdle(long now) {
        return urgent.isEmpty() && patient.isEmpty() && inFlight == 0 && notBefore <= now;
    }

    private long firstAt(PriorityQueue<DeskCase<R>> queue) {
        DeskCase<R> first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.notBefore;
    }
}
