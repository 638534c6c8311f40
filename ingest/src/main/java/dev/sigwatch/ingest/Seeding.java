package dev.sigwatch.ingest;

import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.scope.PublisherSeeder;
import dev.sigwatch.ingest.scope.SeedState;
import dev.sigwatch.ingest.stream.RelayUrl;
import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each host in turn for its publishers, in the background, and again later where that failed. */
final class Seeding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seeding.class);
    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(30), Duration.ofHours(1));
    private static final Duration NOT_OFFERED_AGAIN = Duration.ofHours(6);
    private static final Duration OPEN_WAIT = Duration.ofMinutes(1);

    private final List<RelayUrl> relays;
    private final FrameLog log;
    private final GuardedFetcher fetcher;
    private final RandomGenerator random;
    private final Map<String, SeedState> states = new LinkedHashMap<>();
    private final PriorityQueue<Visit> visits = new PriorityQueue<>(Comparator.comparingLong(Visit::dueNanos));
    private final CountDownLatch unvisited;
    private final Thread thread = new Thread(this::run, "publisher-seeder");

    /** A host to be asked. */
    private record Visit(RelayUrl relay, int attempt, long dueNanos) {}

    Seeding(FrameLog log, GuardedFetcher fetcher, RandomGenerator random, List<RelayUrl> relays) {
        this.relays = relays;
        this.unvisited = new CountDownLatch(relays.size());
        this.log = log;
        this.fetcher = fetcher;
        this.random = random;
        this.thread.setDaemon(true);
    }

    void start() {
        for (RelayUrl relay : relays) {
            put(relay, new SeedState(SeedState.Phase.PENDING, 0, ""));
            visits.add(new Visit(relay, 1, System.nanoTime()));
        }
        thread.start();
    }

    /** Waits until every host was asked once, whatever it answered; false if the time is over before. */
    boolean awaitFirstPass(Duration bound) throws InterruptedException {
        return unvisited.await(bound.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized Map<String, SeedState> states() {
        return Map.copyOf(states);
    }

    private synchronized void put(RelayUrl relay, SeedState state) {
        states.put(relay.host(), state);
    }

    private void run() {
        try {
            while (!visits.isEmpty()) {
                Visit visit = visits.remove();
                TimeUnit.NANOSECONDS.sleep(visit.dueNanos() - System.nanoTime());
                while (!log.awaitOpen(OPEN_WAIT)) {
                    TimeUnit.SECONDS.sleep(1);
                }
                visit(visit);
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        } catch (RuntimeException e) {
            LOG.error("no more publishers are listed: a fault of this program", e);
        }
    }

    private void visit(Visit visit) {
        RelayUrl relay = visit.relay();
        SeedState state = new PublisherSeeder(relay.origin(), fetcher::get, this::learn).seed();
        put(relay, state);
        if (visit.attempt() == 1) {
            unvisited.countDown();
        }
        switch (state.phase()) {
            case DONE -> LOG.info("{} lists {} publishers", relay, state.found());
            case NOT_OFFERED -> again(relay, 1, NOT_OFFERED_AGAIN);
            case PENDING, FAILED -> {
                LOG.warn("publishers of {} not listed, trying again later: {}", relay, state.detail());
                again(relay, visit.attempt() + 1, AGAIN.delay(visit.attempt(), random));
            }
        }
    }

    private void again(RelayUrl relay, int attempt, Duration delay) {
        visits.add(new Visit(relay, attempt, System.nanoTime() + delay.toNanos()));
    }

    private boolean learn(List<String> dids) {
        try {
            return log.learnPublishers(dids);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
