package dev.sigwatch.ingest;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.feed.Feeds;
import dev.sigwatch.ingest.feed.FollowedDids;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.identity.DohLookup;
import dev.sigwatch.ingest.identity.HandleResolver;
import dev.sigwatch.ingest.identity.Handles;
import dev.sigwatch.ingest.identity.LookupListener;
import dev.sigwatch.ingest.identity.ObservationLog;
import dev.sigwatch.ingest.identity.TxtLookup;
import dev.sigwatch.ingest.identity.Witness;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.time.MicrosClock;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What goes on about identities beside the resolver: the directories' feeds, the witnesses' logs, the handles' domains. */
final class Following implements LookupListener, AutoCloseable {
    private final FollowedDids followed;
    private final @Nullable Feeds feeds;
    private final List<Witness> witnesses;
    private final @Nullable Handles handles;

    private Following(
            FollowedDids followed, @Nullable Feeds feeds, List<Witness> witnesses, @Nullable Handles handles) {
        this.followed = followed;
        this.feeds = feeds;
        this.witnesses = witnesses;
        this.handles = handles;
    }

    /** How much of it there is. */
    enum Extent {
        /** Nothing: all answers come from a capture. */
        NOTHING,
        /** The feeds alone, beside answers of the caller's. */
        FEEDS,
        /** Everything. */
        ALL
    }

    static Following of(
            Extent extent,
            IngestConfig config,
            FrameLog log,
            ObservationLog observations,
            GuardedFetcher operators,
            GuardedFetcher strangers,
            MicrosClock clock) {
        FollowedDids followed = new FollowedDids(log::isPublisher);
        if (extent == Extent.NOTHING) {
            return new Following(followed, null, List.of(), null);
        }
        Feeds feeds = Feeds.onKafka(
                config.kafka(), config.identity().directories(), config.feeds(), log, followed, observations, clock);
        if (extent == Extent.FEEDS) {
            return new Following(followed, feeds, List.of(), null);
        }
        List<Witness> witnesses = config.identity().witnesses().stream()
                .map(url -> new Witness(
                        url,
                        strangers::get,
                        IdentityOptions.isLoopback(url) ? DirectoryLimits.ownDirectory() : DirectoryLimits.standard(),
                        DeskSettings.lookups(),
                        observations,
                        clock,
                        new SplittableRandom()))
                .toList();
        HandleResolver resolver = HandleResolver.of(
                names(config.identity(), operators),
                strangers::get,
                config.allowLocal() && config.identity().hasOwnNames());
        Handles handles = new Handles(resolver, config.handles(), observations, clock, new SplittableRandom());
        return new Following(followed, feeds, witnesses, handles);
    }

    private static TxtLookup names(IdentitySources sources, GuardedFetcher operators) {
        if (sources.doh().isPresent()) {
            return new DohLookup(sources.doh().get(), operators::get);
        }
        return sources.dns().map(TxtLookup::of).orElseGet(TxtLookup::system);
    }

    void start() {
        witnesses.forEach(Witness::start);
        if (handles != null) {
            handles.start();
        }
        if (feeds != null) {
            feeds.start();
        }
    }

    List<FeedStatus> feeds() {
        return feeds == null ? List.of() : feeds.status();
    }

    @Override
    public void requested(String did) {
        followed.asked(did);
    }

    @Override
    public void begun(String did) {
        witnesses.forEach(witness -> witness.ask(did));
    }

    @Override
    public void observed(IdentityObservation observation) {
        if (handles != null && observation.kind() == Kind.DID_DOCUMENT) {
            handles.documented(observation);
        }
    }

    @Override
    public void close() {
        if (feeds != null) {
            feeds.close();
        }
        witnesses.parallelStream().forEach(Witness::close);
        if (handles != null) {
            handles.close();
        }
    }
}
