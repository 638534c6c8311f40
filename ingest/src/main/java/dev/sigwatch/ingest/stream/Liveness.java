package dev.sigwatch.ingest.stream;

import java.time.Duration;

/** Decides when to ping a connection and when to give it up. Time is a nanosecond counter given from outside. */
final class Liveness {
    enum Act {
        NOTHING,
        PING,
        GIVE_UP
    }

    private final long pingAfter;
    private final long deadAfter;
    private long lastHeard;
    private long lastPing;
    private boolean busy;

    Liveness(Duration pingAfter, Duration deadAfter, long now) {
        this.pingAfter = pingAfter.toNanos();
        this.deadAfter = deadAfter.toNanos();
        this.lastHeard = now;
        this.lastPing = now;
    }

    /** Bytes arrived. */
    synchronized void heard(long now) {
        lastHeard = now;
    }

    /** We are about to wait for our own side; silence meanwhile is ours, not the host's. */
    synchronized void busy() {
        busy = true;
    }

    /** We read again. */
    synchronized void free(long now) {
        busy = false;
        lastHeard = now;
    }

    synchronized Act tick(long now) {
        if (!busy && now - lastHeard >= deadAfter) {
            return Act.GIVE_UP;
        }
        if (now - lastPing >= pingAfter) {
            lastPing = now;
            return Act.PING;
        }
        return Act.NOTHING;
    }
}
