package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The desk with a door: the lock that many threads come through, the waiting, and the counts. */
final class DeskHall {
    /** Longest sleep without a look at the clock, which may have been set. */
    private static final long LONGEST_SLEEP_MICROS = TimeUnit.SECONDS.toMicros(1);

    private final Desk desk;
    private final MicrosClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean connected;
    private String detail = "";
    private long requests;
    private long lookups;
    private long observations;
    private long failures;
    private String lastFailure = "";

    DeskHall(Desk desk, MicrosClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    Desk.Admission admit(IdentityRequest request, Receipt receipt, IdentityDirectory.Lane lane) {
        lock.lock();
        try {
            Desk.Admission admission = desk.admit(request, receipt, lane, clock.now());
            if (admission != Desk.Admission.FULL) {
                requests++;
                changed.signal();
            }
            return admission;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next lookup to do. */
    Desk.Ticket next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                long now = clock.now();
                Desk.Ticket ticket = desk.next(now);
                if (ticket != null) {
                    lookups++;
                    return ticket;
                }
                long wait = Math.max(1, Math.min(desk.nextAt() - now, LONGEST_SLEEP_MICROS));
                changed.await(wait, TimeUnit.MICROSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    List<Receipt> answered(Desk.Ticket ticket, int published) {
        lock.lock();
        try {
            observations += published;
            changed.signal();
            return desk.answered(ticket, clock.now());
        } finally {
            lock.unlock();
        }
    }

    boolean endsRound(Desk.Ticket ticket, @Nullable Duration retryAfter) {
        lock.lock();
        try {
            return desk.endsRound(ticket, retryAfter);
        } finally {
            lock.unlock();
        }
    }

    List<Receipt> failed(Desk.Ticket ticket, String reason, @Nullable Duration retryAfter) {
        lock.lock();
        try {
            failures++;
            lastFailure = reason;
            changed.signal();
            return desk.failed(ticket, retryAfter, clock.now());
        } finally {
            lock.unlock();
        }
    }

    void unpublished(Desk.Ticket ticket, Duration wait, String why) {
        lock.lock();
        try {
            detail = why;
            desk.unpublished(ticket, wait, clock.now());
        } finally {
            lock.unlock();
        }
    }

    void published(int count) {
        lock.lock();
        try {
            observations += count;
        } finally {
            lock.unlock();
        }
    }

    void connected() {
        lock.lock();
        try {
            connected = true;
            detail = "";
        } finally {
            lock.unlock();
        }
    }

    void disconnected(String why) {
        lock.lock();
        try {
            connected = false;
            detail = why;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ResolverStatus status() {
        lock.lock();
        try {
            return new ResolverStatus(
                    connected,
                    detail,
                    desk.pending(),
                    desk.inFlight(),
                    requests,
                    lookups,
                    observations,
                    failures,
                    lastFailure);
        } finally {
            lock.unlock();
        }
    }
}
