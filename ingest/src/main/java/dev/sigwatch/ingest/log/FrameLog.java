package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.log.ArrivalQueue.Item;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of frames into Kafka, for live streams and replays alike. One thread writes; sources append from their own.
 *
 * <p>Each failure of the journal ends a session: what was not committed is forgotten, the inlets close, and the sources come back
 * through {@link #open} to go on from the committed position. So frames, cursors and counts always agree.
 */
public final class FrameLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameLog.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);

    private final Supplier<Journal> journals;
    private final Function<byte[], FrameRoute> peek;
    private final LogSettings settings;
    private final MicrosClock clock;
    private final LongSupplier nanoTime;
    private final RetryRule retries;
    private final Thread writer = new Thread(this::run, "frame-log");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> opened = new HashSet<>();
    private final StreamTotals totals = new StreamTotals();
    private @Nullable LogSession session;
    private LogStatus.Phase phase = LogStatus.Phase.OPENING;
    private String detail = "";
    private long failures;
    private long framesBefore;
    private long transactionsBefore;

    FrameLog(
            Supplier<Journal> journals,
            Function<byte[], FrameRoute> peek,
            LogSettings settings,
            MicrosClock clock,
            LongSupplier nanoTime,
            Backoff backoff,
            RandomGenerator random) {
        this.journals = journals;
        this.peek = peek;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.retries = new RetryRule(backoff, random);
        this.writer.setDaemon(true);
    }

    /** A log that writes to Kafka, creating the topics that are missing. */
    public static FrameLog onKafka(
            KafkaSettings kafka,
            TopicPlan topics,
            LogSettings settings,
            Function<byte[], FrameRoute> peek,
            MicrosClock clock,
            RandomGenerator random) {
        TopicProvisioning provisioning = new TopicProvisioning(kafka, topics);
        return new FrameLog(
                () -> KafkaJournal.connect(kafka, provisioning, System::nanoTime),
                peek,
                settings,
                clock,
                System::nanoTime,
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                random);
    }

    /** Starts the writer; the log opens when Kafka answers. */
    public void start() {
        writer.start();
    }

    /**
     * Opens an inlet, waiting until the log is open.
     *
     * @param source names the cursor: a host, or a replay
     * @throws LogClosedException if the log is closed, or has failed for good
     */
    public FrameInlet open(String source) throws InterruptedException, LogClosedException {
        return open(source, false);
    }

    /**
     * As {@link #open(String)}.
     *
     * @param direct whether the frames come from a PDS's own stream
     */
    public FrameInlet open(String source, boolean direct) throws InterruptedException, LogClosedException {
        lock.lockInterruptibly();
        try {
            while (phase == LogStatus.Phase.OPENING) {
                changed.await();
            }
            if (session == null || phase != LogStatus.Phase.OPEN) {
                throw new LogClosedException(detail.isEmpty() ? "the frame log is closed" : detail);
            }
            OptionalLong position = session.position(source);
            return new FrameInlet(this, session, source, position, direct);
        } finally {
            lock.unlock();
        }
    }

    /** Counts a connection of a host; all but its first are reconnects. */
    public void connected(String host) throws InterruptedException {
        LogSession current = current();
        lock.lockInterruptibly();
        boolean first;
        try {
            first = opened.add(host);
        } finally {
            lock.unlock();
        }
        if (!first && current != null) {
            current.put(new Item.OfReconnect(host, clock.now()));
        }
    }

    /**
     * Adds DIDs to the publisher set, durably.
     *
     * @return false if the log is not open; ask again later
     */
    public boolean learnPublishers(Collection<String> dids) throws InterruptedException {
        LogSession current = current();
        return current != null && current.put(new Item.OfPublishers(dids, clock.now()));
    }

    /** Waits until the log is open, or has ended; true if it is open. */
    public boolean awaitOpen(Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (phase == LogStatus.Phase.OPENING && left > 0) {
                left = changed.awaitNanos(left);
            }
            return phase == LogStatus.Phase.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** A look at the log. */
    public LogStatus status() {
        lock.lock();
        try {
            LogSession now = session;
            return new LogStatus(
                    phase,
                    detail,
                    failures,
                    framesBefore + (now == null ? 0 : now.committedFrames()),
                    transactionsBefore + (now == null ? 0 : now.transactions()),
                    now == null ? 0 : now.publishers(),
                    now == null ? 0 : now.queued(),
                    totals.all());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads a frame's route. A frame that our own reader trips over counts as unreadable: it goes on to be judged, and is not read
     * again and again after each reconnect.
     */
    public FrameRoute route(byte[] bytes) {
        try {
            return peek.apply(bytes);
        } catch (RuntimeException e) {
            LOG.error("a frame of {} bytes cannot be routed: a fault of this program", bytes.length, e);
            return new FrameRoute(false, 0, "", -1, "", 0, false);
        }
    }

    /**
     * Whether a DID is in the publisher set.
     *
     * @return false also while the log is not open
     */
    public boolean isPublisher(String did) {
        LogSession current = current();
        return current != null && current.isPublisher(did);
    }

    private @Nullable LogSession current() {
        lock.lock();
        try {
            return phase == LogStatus.Phase.OPEN ? session : null;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!isClosing()) {
                try (Journal journal = journals.get()) {
                    LogSession fresh = new LogSession(journal, journal.recover(), settings, totals, nanoTime);
                    if (begin(fresh)) {
                        fresh.run();
                    }
                } catch (JournalException e) {
                    if (!retry(e)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            end(LogStatus.Phase.CLOSED, "interrupted");
        } catch (RuntimeException e) {
            LOG.error("the frame log stopped: a fault of this program", e);
            end(LogStatus.Phase.FAILED, "a fault of this program: " + e);
        } finally {
            end(LogStatus.Phase.CLOSED, detail);
        }
    }

    private boolean begin(LogSession fresh) {
        lock.lock();
        try {
            if (phase != LogStatus.Phase.OPENING) {
                return false;
            }
            session = fresh;
            phase = LogStatus.Phase.OPEN;
            detail = "";
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean retry(JournalException e) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long frames = session == null ? 0 : session.committedFrames();
            retries.progressed(frames > 0);
            leaveSession();
            failures++;
            detail = String.valueOf(e.getMessage());
            Duration delay = retries.next(e.remedy(), nanoTime.getAsLong());
            if (delay == null) {
                LOG.error("the frame log gives up: {}", detail, e);
                phase = LogStatus.Phase.FAILED;
                changed.signalAll();
                return false;
            }
            LOG.warn("the frame log failed, opening again in {} ms: {}", delay.toMillis(), detail);
            if (phase == LogStatus.Phase.OPEN) {
                phase = LogStatus.Phase.OPENING;
            }
            long left = delay.toNanos();
            while (left > 0 && phase == LogStatus.Phase.OPENING) {
                left = changed.awaitNanos(left);
            }
            return phase == LogStatus.Phase.OPENING;
        } finally {
            lock.unlock();
        }
    }

    private void leaveSession() {
        LogSession old = session;
        if (old != null) {
            framesBefore += old.committedFrames();
            transactionsBefore += old.transactions();
            old.close();
            session = null;
        }
    }

    private void end(LogStatus.Phase last, String why) {
        lock.lock();
        try {
            leaveSession();
            if (phase != LogStatus.Phase.FAILED) {
                phase = last;
                detail = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return phase == LogStatus.Phase.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, commits what is queued, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (phase != LogStatus.Phase.FAILED) {
                phase = LogStatus.Phase.CLOSED;
            }
            if (session != null) {
                session.close();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(CLOSE_WAIT.toMillis());
            if (writer.isAlive()) {
                writer.interrupt();
                writer.join(TimeUnit.SECONDS.toMillis(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
