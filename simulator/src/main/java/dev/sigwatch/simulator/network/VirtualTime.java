package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Tid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The hosts' time: the caller's clock, pushed on by a microsecond where two things would happen at once. So revisions strictly
 * increase, and never lie ahead of the clock by more than the number of things that happened.
 */
final class VirtualTime {
    private final Clock clock;
    private final int clockId;
    private long last;

    VirtualTime(Clock clock, int clockId) {
        this.clock = clock;
        this.clockId = clockId;
    }

    /** The next moment as a TID, later than all before. */
    Tid tid() {
        last = Math.max(last + 1, micros());
        return Tid.of(last, clockId);
    }

    private long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** The present, not before anything that happened. */
    Instant now() {
        return Instant.EPOCH.plus(Math.max(last, micros()), ChronoUnit.MICROS);
    }

    /** A TID's time, shifted, as another TID of this network. */
    Tid shifted(Tid tid, long micros) {
        return Tid.of(tid.micros() + micros, clockId);
    }

    /** The present as a datetime string, to the millisecond as hosts write it. */
    String text() {
        return text(last == 0 ? tid() : Tid.of(last, clockId));
    }

    static String text(Tid tid) {
        return Instant.EPOCH
                .plus(tid.micros(), ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}
