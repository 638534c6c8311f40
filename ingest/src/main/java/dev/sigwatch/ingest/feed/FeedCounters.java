package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.feed.FeedStatus.Phase;
import dev.sigwatch.ingest.fetch.OneLine;

/** The numbers behind a feed's status. Written by its follower, read by any. */
final class FeedCounters {
    private final String directory;
    private Phase phase = Phase.STARTING;
    private String detail = "";
    private long position = -1;
    private long lastAt;
    private long read;
    private long published;
    private long others;
    private long faults;
    private long failures;
    private long failedInARow;

    FeedCounters(String directory) {
        this.directory = directory;
    }

    synchronized void position(long to) {
        position = to;
    }

    synchronized void read(long at, int operations, int followed, int unknown) {
        lastAt = at;
        read += operations;
        published += followed;
        others += unknown;
    }

    synchronized void fault(String what) {
        faults++;
        detail = OneLine.of(what);
    }

    /** It goes well; what was told last stays worth telling while the phase does not change. */
    synchronized void phase(Phase now) {
        if (phase != now) {
            detail = "";
        }
        phase = now;
        failedInARow = 0;
    }

    /** Heard of, though there is nothing new. */
    synchronized void alive(long at) {
        lastAt = at;
        failedInARow = 0;
    }

    synchronized void phase(Phase now, String why) {
        phase = now;
        detail = OneLine.of(why);
    }

    synchronized long failed(String why) {
        failures++;
        failedInARow++;
        phase = Phase.FAILING;
        detail = OneLine.of(why);
        return failedInARow;
    }

    synchronized FeedStatus status() {
        return new FeedStatus(
                directory, phase, position, lastAt, read, published, others, faults, failures, failedInARow, detail);
    }
}
