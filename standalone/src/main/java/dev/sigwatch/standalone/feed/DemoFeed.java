package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.ingest.IngestConfig;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.IngestService;
import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.PolicyOptions;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.identity.HttpDirectory;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.ingest.log.LogClosedException;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.standalone.pipeline.Feed;
import dev.sigwatch.standalone.pipeline.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The demonstration: a capture of real software, then a made-up network in which accounts change hands. Nothing leaves the machine. */
public final class DemoFeed implements Feed {
    private static final long SEED = 20_261_101;

    private final Capture capture;
    private final DemoPolicy policy;
    private final DemoTrust trust;
    private final Clock clock = Clock.systemUTC();
    private final CompletableFuture<Long> fed = new CompletableFuture<>();
    private @Nullable Simulation simulation;
    private volatile @Nullable IngestService service;
    private volatile DemoStory.@Nullable Crime crime;
    private volatile @Nullable String kafkaAddress;

    /**
     * @param capture traffic of real software
     * @param expectations file to keep the expected changes in, as somebody would who knows what is coming
     * @param trustPolicy file to keep in whose images count where
     */
    public DemoFeed(Capture capture, Path expectations, Path trustPolicy) {
        this.capture = capture;
        this.policy = new DemoPolicy(expectations, clock);
        this.trust = new DemoTrust(trustPolicy, clock);
    }

    @Override
    public Part start(String kafka) throws IOException, InterruptedException {
        kafkaAddress = kafka;
        Simulation network = Simulation.start(SEED);
        simulation = network;
        IngestConfig config = IngestOptions.defaults(kafka)
                .withRelays(List.of(network.relayUri().toString()))
                .withPlc(network.plcUri().toString())
                .withAllowLocal(true)
                .withScope("all")
                .withPolicy(new PolicyOptions(
                        Optional.empty(), Optional.of(policy.begin(capture)), Optional.of(trust.begin())))
                .toConfig();
        GuardedFetcher fetcher =
                new GuardedFetcher(FetchLimits.standard(), Reach.PUBLIC_AND_LOOPBACK, HostLookup.system(), clock);
        IdentityDirectory simulated = HttpDirectory.of(
                fetcher, network.plcUri(), DirectoryLimits.ownDirectory(), true, new MicrosClock(clock));
        IngestService started = IngestFeed.startService(() ->
                IngestService.startFollowing(config, clock, new CaptureDirectory(capture, clock).orElse(simulated)));
        service = started;
        Part ingest = IngestFeed.part(started);
        return new Part(
                ingest.name(),
                () -> {
                    ingest.stop().stop();
                    network.close();
                    fetcher.close();
                },
                ingest.died());
    }

    /**
     * Plays all of it, once started; returns at once.
     *
     * @param say told what happens, line by line
     */
    public void play(Consumer<String> say) {
        Thread player = new Thread(() -> playAll(say), "demo");
        player.setDaemon(true);
        player.start();
    }

    /** Completes with the number of frames once all are on their way, or with what hindered. */
    public CompletableFuture<Long> fed() {
        return fed;
    }

    /** A look at ingest; empty before it has started. */
    public Optional<IngestStatus> status() {
        return Optional.ofNullable(service).map(IngestService::status);
    }

    /** DID of the account that is taken over in the story; empty until it is. */
    public Optional<String> victim() {
        return Optional.ofNullable(crime).map(DemoStory.Crime::victim);
    }

    /** Digest of the image that the thief pushes in its name; empty until then. */
    public Optional<String> poisoned() {
        return Optional.ofNullable(crime).map(DemoStory.Crime::poisoned);
    }

    private void playAll(Consumer<String> say) {
        IngestService ingest = service;
        Simulation network = simulation;
        String broker = kafkaAddress;
        if (ingest == null || network == null || broker == null) {
            throw new IllegalStateException("played before its start");
        }
        try {
            say.accept("1. Recorded traffic of the official PDS: publishers, a key rotation, a move to another host;");
            say.accept(
                    "   what they announced beforehand is kept, and nobody is told. (Printed here is what is urgent, P1 and P2.)");
            long recorded = new CapturePlayer(capture).play(ingest.frameLog());
            long simulated = new DemoStory(network, policy, trust, broker, say).play(known -> crime = known);
            fed.complete(recorded + simulated);
        } catch (IOException | LogClosedException | InterruptedException | RuntimeException e) {
            fed.completeExceptionally(e);
        }
    }
}
