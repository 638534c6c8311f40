package dev.sigwatch.ingest.desk;

import java.time.Duration;

/**
 * What a request asks of the desk.
 *
 * @param did whom it is about
 * @param after microseconds since the epoch; only a turn begun at or after it answers the request
 * @param lane where the DID's turn is taken, unless it has an open case already
 * @param patience how long it may be put off, so that many do not come at once; a request with any waits behind those without
 */
public record Wish(String did, long after, Lane lane, Duration patience) {
    boolean isUrgent() {
        return patience.isZero();
    }
}
