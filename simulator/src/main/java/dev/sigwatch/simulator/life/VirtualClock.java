package dev.sigwatch.simulator.life;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until it is set. */
final class VirtualClock extends Clock {
    private long micros;

    VirtualClock(Instant begins) {
        this.micros = ChronoUnit.MICROS.between(Instant.EPOCH, begins);
    }

    long micros() {
        return micros;
    }

    void micros(long now) {
        micros = Math.max(micros, now);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
