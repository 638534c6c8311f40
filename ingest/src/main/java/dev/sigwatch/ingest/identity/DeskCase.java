package dev.sigwatch.ingest.identity;

import java.util.ArrayList;
import java.util.List;

/** The open question about one DID; the desk's own, changed by it alone. */
final class DeskCase {
    /** A request that waits, for a lookup begun at or after a time. */
    record Open(Receipt receipt, long after) {}

    final String did;
    final DeskLane lane;
    /** Order of opening, to tell cases of one time apart. */
    final long number;

    final List<Open> requests = new ArrayList<>(1);
    long notBefore;
    int attempt;
    int round;

    DeskCase(String did, DeskLane lane, long number) {
        this.did = did;
        this.lane = lane;
        this.number = number;
    }
}
