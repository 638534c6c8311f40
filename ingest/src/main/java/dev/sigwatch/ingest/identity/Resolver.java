package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.identity.RequestSource.Delivery;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers identity requests, from {@link #start} to {@link #close}: one thread reads requests, a few do lookups, and the {@link
 * Desk} between them says which. A request's offset is committed only after its answer is published.
 */
public final class Resolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final int WORKERS = 16;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(5);
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    /** Opens a source of requests, any number of times. */
    @FunctionalInterface
    interface Sources {
        RequestSource open() throws InterruptedException;
    }

    private final Sources sources;
    private final ObservationLog observations;
    private final IdentityDirectory directory;
    private final DeskHall hall;
    private final MicrosClock clock;
    private final RandomGenerator random;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    Resolver(
            Sources sources,
            ObservationLog observations,
            IdentityDirectory directory,
            DeskSettings settings,
            MicrosClock clock,
            RandomGenerator random) {
        this.sources = sources;
        this.observations = observations;
        this.directory = directory;
        this.hall = new DeskHall(new Desk(settings, random), clock);
        this.clock = clock;
        this.random = random;
    }

    /** A resolver on Kafka. */
    public static Resolver onKafka(
            KafkaSettings kafka,
            TopicPlan topics,
            IdentityDirectory directory,
            DeskSettings settings,
            MicrosClock clock,
            RandomGenerator random) {
        TopicProvisioning provisioning = new TopicProvisioning(kafka, topics);
        Sources sources = () -> {
            provisioning.provision();
            return KafkaRequests.connect(kafka);
        };
        return new Resolver(sources, KafkaObservations.connect(kafka), directory, settings, clock, random);
    }

    /** Starts to read requests. */
    public void start() {
        start("resolver-requests", this::readRequests);
        for (int i = 0; i < WORKERS; i++) {
            start("resolver-" + i, this::work);
        }
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** A look at the resolver. */
    public ResolverStatus status() {
        return hall.status();
    }

    private void readRequests() {
        int failures = 0;
        while (!stopping) {
            try (RequestSource source = sources.open()) {
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
                    LOG.error("the resolver cannot read its requests until this is mended: {}", e.toString());
                }
                LOG.warn("reading requests failed, trying again: {}", KafkaFaults.describe(e));
                if (!pause(RECONNECT.delay(failures, random))) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the resolver reads no more requests: a fault of this program", e);
                hall.disconnected("a fault of this program: " + e);
                return;
            }
        }
    }

    private void readFrom(RequestSource source) {
        Deque<Delivery> held = new ArrayDeque<>();
        while (!stopping) {
            held.addAll(source.poll(POLL, held.isEmpty()));
            while (!held.isEmpty() && admit(held.peekFirst())) {
                held.removeFirst();
            }
        }
    }

    /** False if the desk is full. */
    private boolean admit(Delivery delivery) {
        if (delivery.request() == null) {
            delivery.receipt().done();
            return true;
        }
        IdentityDirectory.Lane lane = directory.lane(delivery.request().did());
        return switch (hall.admit(delivery.request(), delivery.receipt(), lane)) {
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
                Desk.Ticket ticket = hall.next();
                IdentityDirectory.Lookup lookup = lookup(ticket.did());
                try {
                    settle(ticket, lookup);
                } catch (KafkaException e) {
                    LOG.warn("an observation of {} is not published, asking again: {}", ticket.did(), e.toString());
                    hall.unpublished(ticket, PUBLISH_AGAIN, KafkaFaults.describe(e));
                }
            }
        } catch (InterruptedException e) {
            hall.disconnected("stopped");
        } catch (RuntimeException e) {
            LOG.error("a resolver thread stopped: a fault of this program", e);
            hall.disconnected("a fault of this program: " + e);
        }
    }

    private IdentityDirectory.Lookup lookup(String did) {
        try {
            return directory.lookup(did);
        } catch (RuntimeException e) {
            LOG.error("the lookup of {} failed: a fault of this program", did, e);
            return new IdentityDirectory.Failed("", "a fault of this program: " + e, null);
        }
    }

    private void settle(Desk.Ticket ticket, IdentityDirectory.Lookup lookup) throws InterruptedException {
        if (lookup instanceof IdentityDirectory.Observed observed) {
            observations.publish(observed.observations());
            hall.answered(ticket, observed.observations().size()).forEach(Receipt::done);
            return;
        }
        IdentityDirectory.Failed failed = (IdentityDirectory.Failed) lookup;
        if (hall.endsRound(ticket, failed.retryAfter())) {
            observations.publish(List.of(unavailable(ticket.did(), failed)));
            hall.published(1);
        }
        hall.failed(ticket, failed.reason(), failed.retryAfter()).forEach(Receipt::done);
    }

    private IdentityObservation unavailable(String did, IdentityDirectory.Failed failed) {
        byte[] reason = failed.reason().getBytes(StandardCharsets.UTF_8);
        return new IdentityObservation(did, Kind.UNAVAILABLE, failed.source(), clock.now(), reason);
    }

    private boolean pause(Duration delay) {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            return !stopping;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Stops reading, lets go of lookups under way, and commits what is dealt with. */
    @Override
    public void close() {
        stopping = true;
        hall.close();
        @Nullable Thread reader = threads.isEmpty() ? null : threads.get(0);
        threads.stream().filter(thread -> thread != reader).forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_WAIT.toMillis());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        observations.close();
    }
}
