package dev.sigwatch.ingest.desk;

import java.util.ArrayList;
import java.util.List;

/** The open question about one DID; the desk's own, changed by it alone. */
final class DeskCase<R> {
    /** A request that waits, for a turn begun at or after a time. */
    record Open<R>(R request, Receipt receipt, long after) {}

    final String did;
    /** Order of opening, to tell cases of one time apart. */
    final long number;

    final List<Open<R>> requests = new ArrayList<>(1);
    DeskLane<R> lane;
    /** Goes before those that are not. */
    boolean urgent;
    /** No turn before this, whatever is asked: what the interval and the pauses after failures leave. */
    long floor;
    /** Not before this even where it is urgent: the floor, or the first time for which any request asks. */
    long earliest;

    long notBefore;
    boolean inFlight;
    /** Microseconds that its turns have taken since its last answer. */
    long spent;

    int attempt;
    int round;

    DeskCase(String did, DeskLane<R> lane, long number) {
        this.did = did;
        this.lane = lane;
        this.number = number;
    }
}
