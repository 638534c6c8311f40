package dev.sigwatch.audit.health;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is kept of one part's reports: the newest, where it began, and samples of the last minutes. Bounded. */
final class PartHistory {
    /** For how long back reports are compared. */
    static final long WINDOW = 60_000_000;

    /** Reports come every five seconds; more often than every two they are too many to keep. */
    private static final int MAX_SAMPLES = 32;

    private final Deque<HealthReport> samples = new ArrayDeque<>();
    private HealthReport newest;
    private long firstDone;
    private long firstAt;
    private long badSince;
    private long disconnectedSince;

    PartHistory(HealthReport first) {
        this.newest = first;
        restart(first);
    }

    void add(HealthReport report) {
        if (report.at() < newest.at()) {
            return;
        }
        // Counters that went back: the part was started anew.
        if (number(report, HealthNames.DONE) < number(newest, HealthNames.DONE)) {
            restart(report);
        }
        newest = report;
        samples.addLast(report);
        while (samples.size() > MAX_SAMPLES || samples.getFirst().at() < report.at() - WINDOW - WINDOW / 4) {
            samples.removeFirst();
        }
        boolean isConnected = !report.numbers().containsKey(HealthNames.CONNECTED) || is(HealthNames.CONNECTED);
        disconnectedSince = isConnected ? 0 : disconnectedSince == 0 ? report.at() : disconnectedSince;
    }

    HealthReport newest() {
        return newest;
    }

    /** A number of the newest report, 0 where it has none. */
    long number(String name) {
        return number(newest, name);
    }

    boolean is(String name) {
        return number(name) != 0;
    }

    /** A number as it was about a minute ago; the newest where nothing is known of then. */
    long numberBefore(String name) {
        HealthReport then = samples.isEmpty() ? newest : samples.getFirst();
        return number(then.at() <= newest.at() - WINDOW + WINDOW / 6 ? then : newest, name);
    }

    /** How long the part says to be disconnected, 0 while it is not. */
    long disconnectedFor() {
        return disconnectedSince == 0 ? 0 : newest.at() - disconnectedSince;
    }

    /** How long a condition holds without a break, this report's word included. */
    long holdsFor(boolean condition) {
        badSince = condition ? badSince == 0 ? newest.at() : badSince : 0;
        return badSince == 0 ? 0 : newest.at() - badSince;
    }

    /** The mean time between two things done, since the first report; 0 while nothing was. */
    long usualGap() {
        long done = number(HealthNames.DONE) - firstDone;
        long last = number(HealthNames.LAST_AT);
        return done <= 0 || last <= firstAt ? 0 : (last - firstAt) / done;
    }

    /** When it began, as far as known. */
    long firstAt() {
        return firstAt;
    }

    private void restart(HealthReport report) {
        samples.clear();
        firstDone = number(report, HealthNames.DONE);
        firstAt = report.at();
    }

    private static long number(HealthReport report, String name) {
        return report.numbers().getOrDefault(name, 0L);
    }
}
