package dev.sigwatch.ingest.time;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A clock in the streams' unit: microseconds since the epoch. */
public record MicrosClock(Clock clock) {

    /** The present, microseconds since the epoch. */
    public long now() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    }
}
