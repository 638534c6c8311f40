package dev.sigwatch.ingest;

import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.health.HealthPublisher;
import dev.sigwatch.ingest.health.IngestHealth;
import dev.sigwatch.ingest.identity.HttpDirectory;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.ingest.identity.KafkaObservations;
import dev.sigwatch.ingest.identity.Resolver;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.log.LogStatus;
import dev.sigwatch.ingest.policy.PolicyPublisher;
import dev.sigwatch.ingest.repo.HttpRepos;
import dev.sigwatch.ingest.repo.RepoFetcher;
import dev.sigwatch.ingest.repo.RepoSource;
import dev.sigwatch.ingest.stream.Relay;
import dev.sigwatch.ingest.stream.RelayUrl;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of parts: relays into the frame log, publishers into its set, the resolver and the fetcher beside them. */
public final class IngestService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final int TICK_SECONDS = 5;
    /** Longest wait for the first listing of publishers: six collections at a page or two each take a second or two. */
    private static final Duration LISTING_BOUND = Duration.ofSeconds(10);

    private final GuardedFetcher operators;
    private final GuardedFetcher strangers;
    private final FrameLog log;
    private final KafkaObservations observations;
    private final Following following;
    private final Resolver resolver;
    private final RepoFetcher repos;
    private final Seeding seeding;
    private final HealthPublisher health;
    private final PolicyPublisher policies;
    private final MicrosClock clock;
    private final List<Relay> relays = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread subscribing = new Thread(this::subscribe, "relay-start");
    private final Thread ticks = new Thread(this::tick, "relay-liveness");

    private IngestService(IngestConfig config, Clock clock, Network network) {
        MicrosClock micros = new MicrosClock(clock);
        this.clock = micros;
        RandomGenerator random = new SplittableRandom();
        FetchLimits limits = FetchLimits.standard();
        operators = new GuardedFetcher(limits, Reach.OPERATOR, HostLookup.system(), clock);
        strangers = new GuardedFetcher(
                limits, config.allowLocal() ? Reach.PUBLIC_AND_LOOPBACK : Reach.PUBLIC, HostLookup.system(), clock);
        log = FrameLog.onKafka(config.kafka(), config.topics(), config.log(), FrameRoute::peek, micros, random);
        IdentityDirectory directory = network.directory(strangers, micros);
        observations = KafkaObservations.connect(config.kafka());
        following = Following.of(network.extent(), config, log, observations, operators, strangers, micros);
        resolver = Resolver.onKafka(
                config.kafka(),
                config.topics(),
                observations,
                directory,
                following,
                config.desk(),
                micros,
                new SplittableRandom());
        repos = RepoFetcher.onKafka(
                config.kafka(),
                config.topics(),
                network.repos(directory),
                config.exports().folder(),
                observations,
                micros,
                new SplittableRandom());
        seeding = new Seeding(log, operators, new SplittableRandom(), config.relays());
        for (RelayUrl url : config.relays()) {
            relays.add(new Relay(
                    url,
                    config.begin(),
                    log,
                    IngestService::noticeName,
                    micros,
                    System::nanoTime,
                    new SplittableRandom()));
        }
        policies = PolicyPublisher.start(config.kafka(), config.topics(), config.policies(), micros);
        health = HealthPublisher.start(config.kafka(), "ingest", this::reports);
    }

    /**
     * Starts everything and returns at once; what cannot be reached yet is tried again, and {@link #status} says so.
     *
     * @throws org.apache.kafka.common.KafkaException if the Kafka settings cannot work at all
     */
    public static IngestService start(IngestConfig config, Clock clock) {
        return start(config, clock, new Network() {
            @Override
            public Following.Extent extent() {
                return Following.Extent.ALL;
            }

            @Override
            public IdentityDirectory directory(GuardedFetcher fetcher, MicrosClock micros) {
                return HttpDirectory.of(fetcher, config.plc(), config.directory(), config.allowLocal(), micros);
            }

            @Override
            public RepoSource repos(IdentityDirectory directory) {
                long maxBytes = config.exports().maxBytes();
                return maxBytes == 0
                        ? RepoSource.none()
                        : HttpRepos.of(directory, maxBytes, config.allowLocal(), config.repos(), clock);
            }
        });
    }

    /**
     * As {@link #start(IngestConfig, Clock)}, with a directory of the caller's, such as one that answers from a capture, and
     * without exports: every request for one is answered so.
     */
    public static IngestService start(IngestConfig config, Clock clock, IdentityDirectory directory) {
        return start(config, clock, directory, RepoSource.none());
    }

    /**
     * As {@link #start(IngestConfig, Clock)}, with a directory and exports of the caller's.
     *
     * @param repos closed with the service
     */
    public static IngestService start(IngestConfig config, Clock clock, IdentityDirectory directory, RepoSource repos) {
        return start(config, clock, directory, repos, Following.Extent.NOTHING);
    }

    /**
     * As {@link #start(IngestConfig, Clock, IdentityDirectory)}, and with the export feeds of the configured directories followed:
     * for a simulated network, of which the caller answers single lookups.
     */
    public static IngestService startFollowing(IngestConfig config, Clock clock, IdentityDirectory directory) {
        return start(config, clock, directory, RepoSource.none(), Following.Extent.FEEDS);
    }

    private static IngestService start(
            IngestConfig config, Clock clock, IdentityDirectory directory, RepoSource repos, Following.Extent extent) {
        return start(config, clock, new Network() {
            @Override
            public Following.Extent extent() {
                return extent;
            }

            @Override
            public IdentityDirectory directory(GuardedFetcher fetcher, MicrosClock micros) {
                return directory;
            }

            @Override
            public RepoSource repos(IdentityDirectory same) {
                return repos;
            }
        });
    }

    private static IngestService start(IngestConfig config, Clock clock, Network network) {
        IngestService service = new IngestService(config, clock, network);
        service.log.start();
        service.resolver.start();
        service.repos.start();
        service.following.start();
        service.seeding.start();
        service.subscribing.setDaemon(true);
        service.subscribing.start();
        service.ticks.setDaemon(true);
        service.ticks.start();
        return service;
    }

    /** The way for other sources of frames, such as a replay. */
    public FrameLog frameLog() {
        return log;
    }

    /** A look at all of it. */
    public IngestStatus status() {
        return new IngestStatus(
                log.status(),
                relays.stream().map(Relay::status).toList(),
                seeding.states(),
                resolver.status(),
                repos.status(),
                following.feeds(),
                policies.status());
    }

    /** Of a part that has never begun to work there is nothing to say; the topics may not even be there yet. */
    private List<HealthReport> reports() {
        if (log.status().phase() != LogStatus.Phase.OPEN) {
            return List.of();
        }
        long now = clock.now();
        List<HealthReport> reports = new ArrayList<>();
        relays.forEach(relay -> reports.add(IngestHealth.of(relay.status(), now)));
        following.feeds().stream()
                .filter(feed ->
                        feed.phase() != FeedStatus.Phase.NOT_OFFERED && feed.phase() != FeedStatus.Phase.STARTING)
                .forEach(feed -> reports.add(IngestHealth.of(feed, now)));
        reports.add(IngestHealth.of(resolver.status(), now));
        reports.add(IngestHealth.of(repos.status(), now));
        reports.add(policies.health());
        return reports;
    }

    /** Disconnects, commits what is in hand, and stops. */
    @Override
    public void close() {
        synchronized (relays) {
            closed.countDown();
        }
        subscribing.interrupt();
        health.close();
        policies.close();
        seeding.close();
        relays.parallelStream().forEach(Relay::close);
        following.close();
        resolver.close();
        repos.close();
        observations.close();
        log.close();
        operators.close();
        strangers.close();
    }

    /** Frames of a publisher not yet known as one are outside the scope, and no later listing brings them back. */
    private void subscribe() {
        try {
            if (!seeding.awaitFirstPass(LISTING_BOUND)) {
                LOG.warn("publishers are not all listed after {} s, subscribing without", LISTING_BOUND.toSeconds());
            }
            synchronized (relays) {
                if (closed.getCount() > 0) {
                    relays.forEach(Relay::start);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            while (!closed.await(TICK_SECONDS, TimeUnit.SECONDS)) {
                relays.forEach(Relay::tick);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String noticeName(byte[] frame) {
        RepoEvent event = FrameDecoder.decode(frame).event();
        if (event instanceof RepoEvent.Error error) {
            return error.error();
        }
        return event instanceof RepoEvent.Info info ? info.name() : "";
    }

    private interface Network {
        Following.Extent extent();

        IdentityDirectory directory(GuardedFetcher fetcher, MicrosClock clock);

        RepoSource repos(IdentityDirectory directory);
    }
}
