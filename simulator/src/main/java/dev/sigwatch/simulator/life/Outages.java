package dev.sigwatch.simulator.life;

import java.time.Duration;
import java.util.List;

/** When the directory is down: for minutes every week, and once for hours. */
final class Outages {
    private static final long SHORT = Duration.ofMinutes(20).toNanos() / 1_000;
    private static final long LONG = Duration.ofHours(6).toNanos() / 1_000;

    private final List<Outage> outages;

    private Outages() {
        this.outages = List.of();
    }

    /** A directory that is always there. */
    static Outages none() {
        return new Outages();
    }

    private record Outage(long from, long to) {}

    Outages(long begins, long span) {
        this.outages = List.of(
                new Outage(begins + span / 90, begins + span / 90 + SHORT),
                new Outage(begins + span / 4, begins + span / 4 + SHORT),
                new Outage(begins + span / 2, begins + span / 2 + LONG),
                new Outage(begins + span / 4 * 3, begins + span / 4 * 3 + SHORT));
    }

    /** This time, or if the directory is down then, the end of that. */
    long after(long at) {
        return outages.stream()
                .filter(outage -> outage.from <= at && at < outage.to)
                .map(Outage::to)
                .findFirst()
                .orElse(at);
    }

    boolean isOut(long at) {
        return after(at) != at;
    }
}
