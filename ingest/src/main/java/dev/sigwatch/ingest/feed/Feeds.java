package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.ObservationLog;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.time.MicrosClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The feeds of all directories, each followed on its own, from {@link #start} to {@link #close}. */
public final class Feeds implements AutoCloseable {
    private static final Duration OPEN_WAIT = Duration.ofMinutes(1);

    private final GuardedFetcher fetcher;
    private final FeedPositions positions;
    private final List<FeedFollower> followers;

    private Feeds(GuardedFetcher fetcher, FeedPositions positions, List<FeedFollower> followers) {
        this.fetcher = fetcher;
        this.positions = positions;
        this.followers = followers;
    }

    /**
     * Feeds that go into Kafka.
     *
     * @param directories URLs as the operator gave them
     * @param log must be open before anything is read, for it knows the publishers
     * @param observations where they go; not closed here
     */
    public static Feeds onKafka(
            KafkaSettings kafka,
            List<URI> directories,
            FeedSettings settings,
            FrameLog log,
            FollowedDids followed,
            ObservationLog observations,
            MicrosClock clock) {
        GuardedFetcher fetcher =
                new GuardedFetcher(FetchLimits.feed(), Reach.OPERATOR, HostLookup.system(), clock.clock());
        FeedPositions positions = FeedPositions.onKafka(kafka);
        FeedFollower.FeedReadiness readiness = () -> {
            while (!log.awaitOpen(OPEN_WAIT)) {
                TimeUnit.SECONDS.sleep(1);
            }
            followed.recover(kafka);
        };
        List<FeedFollower> followers = directories.stream()
                .map(url -> {
                    String origin = url.toString().replaceAll("/+$", "");
                    FeedCounters counters = new FeedCounters(url.getAuthority());
                    return new FeedFollower(
                            origin,
                            new FeedPages(origin, fetcher::download, settings.pageEvery(), clock, System::nanoTime),
                            new FeedBooks(
                                    url.getAuthority(), followed, observations, positions, counters, System::nanoTime),
                            counters,
                            settings,
                            readiness,
                            clock,
                            System::nanoTime,
                            new SplittableRandom());
                })
                .toList();
        return new Feeds(fetcher, positions, followers);
    }

    /** Begins to follow them; returns at once. */
    public void start() {
        followers.forEach(FeedFollower::start);
    }

    /** A look at each, in the order of the directories. */
    public List<FeedStatus> status() {
        return followers.stream().map(FeedFollower::status).toList();
    }

    /** Stops, saving how far each was read. */
    @Override
    public void close() {
        followers.parallelStream().forEach(FeedFollower::close);
        positions.close();
        fetcher.close();
    }
}
