package dev.sigwatch.ingest.desk;

import dev.sigwatch.ingest.desk.RequestSource.Delivery;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with requests, from {@link #start} to {@link #close}: one thread reads them, a few serve, and the {@link Desk} between
 * them says whom. A request's receipt is signed only after its answer is published, so a crash repeats it and loses none.
 */
public final class Office<R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Office.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    /** Opens a source of requests, any number of times. */
    @FunctionalInterface
    public interface Sources<R> {
        RequestSource<R> open() throws InterruptedException;
    }

    private final String name;
    private final Sources<R> sources;
    private final Clerk<R> clerk;
    private final int workers;
    private final Duration publishAgain;
    private final DeskHall<R> hall;
    private final RandomGenerator random;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * @param name for threads and log lines
     * @param workers turns at once, over all lanes
     * @param publishAgain how long to wait before a turn is repeated whose answer could not be published
     */
    public Office(
            String name,
            Sources<R> sources,
            Clerk<R> clerk,
            DeskSettings settings,
            int workers,
            Duration publishAgain,
            MicrosClock clock,
            RandomGenerator random) {
        this.name = name;
        this.sources = sources;
        this.clerk = clerk;
        this.workers = workers;
        this.publishAgain = publishAgain;
        this.hall = new DeskHall<>(new Desk<>(settings, random), clock);
        this.random = random;
    }

    /** Starts to read requests. */
    public void start() {
        start(name + "-requests", this::readRequests);
        for (int i = 0; i < workers; i++) {
            start(name + "-" + i, this::work);
        }
    }

    private void start(String threadName, Runnable body) {
        Thread thread = new Thread(body, threadName);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** A look at the office. */
    public OfficeStatus status() {
        return hall.status();
    }

    private void readRequests() {
        int failures = 0;
        while (!stopping) {
            try (RequestSource<R> source = sources.open()) {
                hall.connected();
                failures = 0;
                readFrom(source);
            } catch (KafkaException e) {
                if (stopping || e instanceof InterruptException) {
                    return;
                }
                failures++;
                hall.disconnected(KafkaFaults.describe(e));
                if (KafkaFaults.isOperators(e)) {
                    LOG.error("the {} cannot read its requests until this is mended: {}", name, e.toString());
                }
                LOG.warn("{}: reading requests failed, trying again: {}", name, KafkaFaults.describe(e));
                if (!pause(RECONNECT.delay(failures, random))) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the {} reads no more requests: a fault of this program", name, e);
                hall.disconnected("a fault of this program: " + e);
                return;
            }
        }
    }

    private void readFrom(RequestSource<R> source) {
        Deque<Delivery<R>> held = new ArrayDeque<>();
        while (!stopping) {
            held.addAll(source.poll(POLL, held.isEmpty()));
            while (!held.isEmpty() && admit(held.peekFirst())) {
                held.removeFirst();
            }
        }
    }

    /** False if the desk is full. */
    private boolean admit(Delivery<R> delivery) {
        R request = delivery.request();
        if (request == null) {
            delivery.receipt().done();
            return true;
        }
        return switch (hall.admit(request, clerk.wish(request), delivery.receipt())) {
            case QUEUED -> true;
            case ANSWERED -> {
                delivery.receipt().done();
                yield true;
            }
            case FULL -> false;
        };
    }

    private void work() {
        try {
            while (!stopping) {
                Turn<R> turn = hall.next();
                try {
                    hall.settle(turn, clerk.serve(turn)).forEach(Receipt::done);
                } catch (KafkaException e) {
                    if (stopping || e instanceof InterruptException) {
                        return;
                    }
                    LOG.warn(
                            "{}: an answer about {} is not published, again later: {}", name, turn.did(), e.toString());
                    hall.unpublished(turn, publishAgain, KafkaFaults.describe(e));
                }
            }
        } catch (InterruptedException e) {
            hall.disconnected("stopped");
        } catch (RuntimeException e) {
            LOG.error("a thread of the {} stopped: a fault of this program", name, e);
            hall.disconnected("a fault of this program: " + e);
        }
    }

    private boolean pause(Duration delay) {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            return !stopping;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Stops reading, lets go of turns under way, and commits what is dealt with. */
    @Override
    public void close() {
        stopping = true;
        hall.close();
        Thread reader = threads.isEmpty() ? null : threads.get(0);
        threads.stream().filter(thread -> thread != reader).forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_WAIT.toMillis());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
