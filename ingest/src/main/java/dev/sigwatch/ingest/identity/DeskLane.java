package dev.sigwatch.ingest.identity;

import dev.sigwatch.ingest.identity.IdentityDirectory.Lane;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The cases that ask one host, and what that host allows. Its order among lanes changes with it, so leave the set first. */
final class DeskLane {
    static final Comparator<DeskLane> BY_TIME =
            Comparator.comparingLong(DeskLane::nextAt).thenComparing(DeskLane::name);

    private final Lane limits;
    private final PriorityQueue<DeskCase> cases = new PriorityQueue<>(
            Comparator.<DeskCase>comparingLong(c -> c.notBefore).thenComparingLong(c -> c.number));
    private int inFlight;
    private long notBefore;

    DeskLane(Lane limits) {
        this.limits = limits;
    }

    String name() {
        return limits.name();
    }

    void add(DeskCase open) {
        cases.add(open);
    }

    boolean canBegin() {
        return !cases.isEmpty() && inFlight < limits.concurrency();
    }

    /** When the next case may begin; only of a lane that {@link #canBegin}. */
    long nextAt() {
        DeskCase first = cases.peek();
        return first == null ? Long.MAX_VALUE : Math.max(first.notBefore, notBefore);
    }

    DeskCase begin(long now) {
        inFlight++;
        notBefore = Math.max(notBefore, now + (long) (1_000_000 / limits.perSecond()));
        return cases.remove();
    }

    void finish(long nextNotBefore) {
        inFlight--;
        notBefore = Math.max(notBefore, nextNotBefore);
    }

    boolean isIdle(long now) {
        return cases.isEmpty() && inFlight == 0 && notBefore <= now;
    }
}
