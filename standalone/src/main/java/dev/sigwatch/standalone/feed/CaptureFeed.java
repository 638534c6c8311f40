package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.ingest.IngestConfig;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.IngestService;
import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.PolicyOptions;
import dev.sigwatch.ingest.log.LogClosedException;
import dev.sigwatch.standalone.pipeline.Feed;
import dev.sigwatch.standalone.pipeline.Part;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A capture in the place of live streams: its frames in their order, and a directory that says what it recorded. */
public final class CaptureFeed implements Feed {
    private final Capture capture;
    private final PolicyOptions policy;
    private final CompletableFuture<Long> fed = new CompletableFuture<>();
    private volatile @Nullable IngestService service;

    /** @param policy the documents that people keep for alerts */
    public CaptureFeed(Capture capture, PolicyOptions policy) {
        this.capture = capture;
        this.policy = policy;
    }

    @Override
    public Part start(String kafka) throws IOException, InterruptedException {
        IngestConfig config = IngestOptions.defaults(kafka)
                .withRelays(List.of())
                .withScope("all")
                .withPolicy(policy)
                .toConfig();
        Clock clock = Clock.systemUTC();
        IngestService started =
                IngestFeed.startService(() -> IngestService.start(config, clock, new CaptureDirectory(capture, clock)));
        service = started;
        Thread player = new Thread(() -> play(started), "capture-player");
        player.setDaemon(true);
        player.start();
        return IngestFeed.part(started);
    }

    /** Completes with the number of frames in the capture once all are on their way, or with what hindered. */
    public CompletableFuture<Long> fed() {
        return fed;
    }

    /** A look at ingest; empty before it has started. */
    public Optional<IngestStatus> status() {
        return Optional.ofNullable(service).map(IngestService::status);
    }

    private void play(IngestService service) {
        try {
            fed.complete(new CapturePlayer(capture).play(service.frameLog()));
        } catch (IOException | LogClosedException | InterruptedException | RuntimeException e) {
            fed.completeExceptionally(e);
        }
    }
}
