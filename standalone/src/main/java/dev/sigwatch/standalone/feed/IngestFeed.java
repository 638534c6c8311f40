package dev.sigwatch.standalone.feed;

import dev.sigwatch.ingest.IngestConfig;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.IngestService;
import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.standalone.pipeline.Feed;
import dev.sigwatch.standalone.pipeline.Part;
import dev.sigwatch.standalone.pipeline.PartName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Ingest in this process, on live streams. */
public final class IngestFeed implements Feed {
    private static final Duration OPEN_BOUND = Duration.ofSeconds(60);

    private final IngestOptions options;
    private volatile @Nullable IngestService service;

    /** @param options checked already; where Kafka is comes with the start */
    public IngestFeed(IngestOptions options) {
        this.options = options;
    }

    @Override
    public Part start(String kafka) throws IOException, InterruptedException {
        IngestConfig config = options.withKafka(kafka).toConfig();
        IngestService started = startService(() -> IngestService.start(config, Clock.systemUTC()));
        service = started;
        return part(started);
    }

    /** A look at ingest; empty before it has started. */
    public Optional<IngestStatus> status() {
        return Optional.ofNullable(service).map(IngestService::status);
    }

    /** Starts a service and waits until frames can be written. */
    static IngestService startService(java.util.function.Supplier<IngestService> start)
            throws IOException, InterruptedException {
        try {
            IngestService service = start.get();
            if (service.frameLog().awaitOpen(OPEN_BOUND)) {
                return service;
            }
            String why = service.status().log().detail();
            service.close();
            throw new IOException(why.isEmpty() ? "Kafka took no frames within " + OPEN_BOUND.toSeconds() + " s" : why);
        } catch (KafkaException e) {
            throw new IOException(KafkaFaults.describe(e), e);
        }
    }

    /** The service as a part: it dies when it waits for its operator. */
    static Part part(IngestService service) {
        CompletableFuture<String> died = new CompletableFuture<>();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ingest-watch");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = watch.scheduleWithFixedDelay(
                () -> service.status().failure().ifPresent(died::complete), 1, 1, TimeUnit.SECONDS);
        return new Part(
                PartName.FEED,
                () -> {
                    watch.shutdownNow();
                    service.close();
                },
                died);
    }
}
