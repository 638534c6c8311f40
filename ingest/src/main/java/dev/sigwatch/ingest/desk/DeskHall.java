package dev.sigwatch.ingest.desk;

import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The desk with a door: the lock that many threads come through, the waiting, and the counts. */
final class DeskHall<R> {
    /** Longest sleep without a look at the clock, which may have been set. */
    private static final long LONGEST_SLEEP_MICROS = TimeUnit.SECONDS.toMicros(1);

    private final Desk<R> desk;
    private final MicrosClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean connected;
    private String detail = "";
    private long requests;
    private long turns;
    private long answers;
    private long published;
    private long failures;
    private String lastFailure = "";
    private long failedInARow;

    DeskHall(Desk<R> desk, MicrosClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    Desk.Admission admit(R request, Wish wish, Receipt receipt) {
        lock.lock();
        try {
            Desk.Admission admission = desk.admit(request, wish, receipt, clock.now());
            if (admission != Desk.Admission.FULL) {
                requests++;
                changed.signal();
            }
            return admission;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next turn to take. */
    Turn<R> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                long now = clock.now();
                Turn<R> turn = desk.next(now);
                if (turn != null) {
                    turns++;
                    return turn;
                }
                long wait = Math.max(1, Math.min(desk.nextAt() - now, LONGEST_SLEEP_MICROS));
                changed.await(wait, TimeUnit.MICROSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Books what came of a turn; returns what to sign. */
    List<Receipt> settle(Turn<R> turn, Outcome outcome) {
        lock.lock();
        try {
            long now = clock.now();
            changed.signal();
            if (outcome instanceof Outcome.Answered answered) {
                published += answered.published();
                answers++;
                failedInARow = 0;
                return desk.answered(turn, now);
            }
            if (outcome instanceof Outcome.Moved moved) {
                published += moved.published();
                desk.moved(turn, moved.lane(), now);
                return List.of();
            }
            Outcome.Failed failed = (Outcome.Failed) outcome;
            published += failed.published();
            failures++;
            failedInARow++;
            lastFailure = failed.reason();
            return desk.failed(turn, failed.isLasting(), failed.retryAfter(), now);
        } finally {
            lock.unlock();
        }
    }

    void unpublished(Turn<R> turn, Duration wait, String why) {
        lock.lock();
        try {
            detail = why;
            desk.unpublished(turn, wait, clock.now());
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

    OfficeStatus status() {
        lock.lock();
        try {
            return new OfficeStatus(
                    connected,
                    detail,
                    desk.pending(),
                    desk.inFlight(),
                    requests,
                    turns,
                    answers,
                    published,
                    failures,
                    lastFailure,
                    failedInARow,
                    desk.pendingSince(clock.now()));
        } finally {
            lock.unlock();
        }
    }
}
