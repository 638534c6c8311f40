package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.notifier.HealthPublisher;
import dev.sigwatch.notifier.KafkaAccess;
import dev.sigwatch.notifier.Notifications;
import dev.sigwatch.notifier.metrics.NotifierMetrics;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.standalone.data.FolderLock;
import dev.sigwatch.standalone.data.RunFile;
import dev.sigwatch.standalone.flink.EmbeddedFlink;
import dev.sigwatch.standalone.flink.EmbeddedJob;
import dev.sigwatch.standalone.notify.Books;
import dev.sigwatch.standalone.notify.BooksMetrics;
import dev.sigwatch.status.ScrapedMetrics;
import dev.sigwatch.status.StatusServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of one deployment running in this process: ClickHouse, Kafka, Flink with the job, and what feeds them.
 *
 * <p>Servers start side by side; the feed starts as soon as Kafka is there, the job when all three are. A pipeline that does not
 * start completely stops what had started.
 */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration START_BOUND = Duration.ofSeconds(90);

    private final PipelineConfig config;
    private final Progress progress;
    private final FolderLock lock;
    private final Parts parts = new Parts();
    private final Queue<Future<?>> starting = new ConcurrentLinkedQueue<>();
    private volatile boolean ready;

    private Pipeline(PipelineConfig config, Progress progress, FolderLock lock) {
        this.config = config;
        this.progress = progress;
        this.lock = lock;
    }

    /** A pipeline that is ready, and where its servers answer. */
    public record Started(Pipeline pipeline, Addresses addresses, StatusServer status) {}

    /**
     * Starts everything; returns when the job runs and the feed feeds.
     *
     * @param environment the process's environment variables
     * @param registry what {@code /metrics} tells
     * @throws StartFailure naming the part that failed, after the others were stopped
     */
    public static Started start(
            PipelineConfig config,
            Map<String, String> environment,
            JobDefinition job,
            Feed feed,
            PrometheusRegistry registry,
            Progress progress)
            throws StartFailure, InterruptedException {
        FolderLock lock;
        try {
            lock = FolderLock.take(config.folder());
        } catch (FolderLock.HeldException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartFailure("the data folder " + config.folder().root() + " cannot be used: " + e, e);
        }
        Pipeline pipeline = new Pipeline(config, progress, lock);
        try {
            return pipeline.startAll(environment, job, feed, registry);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private Started startAll(
            Map<String, String> environment, JobDefinition definition, Feed feed, PrometheusRegistry registry)
            throws StartFailure, InterruptedException {
        StatusServer status = await(PartName.STATUS_SERVER, begin("start-status", () -> status(registry)));
        Servers servers = new Servers(config, environment, parts, progress);
        Future<Servers.ClickHouse> clickhouse = begin("start-clickhouse", servers::clickhouse);
        Future<String> kafka = begin("start-kafka", servers::kafka);
        Future<EmbeddedFlink> flink = begin("start-flink", servers::flink);

        String bootstrap = await(PartName.KAFKA, kafka);
        Servers.ClickHouse sql = await(PartName.CLICKHOUSE, clickhouse);
        Future<Void> feeding = begin("start-feed", () -> {
            parts.add(feed.start(bootstrap));
            return null;
        });
        notifier(bootstrap, sql.reader(), new ScrapedMetrics(registry));
        EmbeddedFlink cluster = await(PartName.FLINK, flink);
        Addresses addresses = new Addresses(sql.writer(), sql.reader(), bootstrap, cluster.web());
        await(PartName.JOB, begin("start-job", () -> job(cluster, definition, addresses)));
        await(PartName.FEED, feeding);
        writeRunFile(addresses, status);
        ready = true;
        return new Started(this, addresses, status);
    }

    /** Completes with the first part that ended without having been asked to; the others go on until {@link #close()}. */
    public CompletableFuture<Death> firstDeath() {
        return parts.firstDeath();
    }

    /** Stops notifier, feed, job, Flink, Kafka, ClickHouse, in this order, and gives the folder back. */
    @Override
    public void close() {
        ready = false;
        parts.stopAll(progress);
        awaitStarting();
        try {
            RunFile.remove(config.folder());
            lock.close();
        } catch (IOException e) {
            LOG.warn("giving back the data folder: {}", e.toString());
        }
    }

    private StatusServer status(PrometheusRegistry registry) throws IOException {
        StatusServer server = StatusServer.start(
                config.httpPort().choose(), () -> new StatusServer.Health(ready, parts.states()), registry);
        parts.add(Part.silent(PartName.STATUS_SERVER, server::close));
        return server;
    }

    /** They wait for Kafka and for their receivers by themselves; nothing else waits for them. */
    private void notifier(String bootstrap, ClickHouseConfig reader, ScrapedMetrics metrics) {
        KafkaAccess kafka = KafkaAccess.of(bootstrap);
        Clock clock = Clock.systemUTC();
        Books books = new Books(reader, config.holdTimeout(), clock);
        HealthPublisher reports = HealthPublisher.start(kafka, "books", Books.PERIOD, books::reports);
        Notifications notifications =
                Notifications.start(kafka, config.notified().addressees(progress::say, clock), clock);
        BooksMetrics.register(metrics, books::last, books::lastAt);
        NotifierMetrics.register(metrics, notifications::status, clock);
        parts.add(Part.silent(PartName.NOTIFIER, () -> {
            notifications.close();
            reports.close();
        }));
    }

    private Void job(EmbeddedFlink cluster, JobDefinition definition, Addresses addresses) throws IOException {
        EmbeddedJob job = cluster.submit(definition.on(addresses));
        job.awaitRunning(START_BOUND);
        CompletableFuture<String> died =
                job.ended().thenApply(end -> "it ended: " + job.ending().orElse("no cause given"));
        parts.add(new Part(PartName.JOB, () -> job.stop(!parts.firstDeath().isDone()), died));
        progress.say("the job runs"
                + job.resumedFrom()
                        .map(from -> ", resumed from " + from.getFileName())
                        .orElse(""));
        return null;
    }

    private void writeRunFile(Addresses addresses, StatusServer status) throws StartFailure {
        try {
            new RunFile(
                            ProcessHandle.current().pid(),
                            status.address().toString(),
                            addresses.reader().url().toString(),
                            addresses.kafka(),
                            addresses.flink().toString())
                    .write(config.folder());
        } catch (IOException e) {
            throw new StartFailure("cannot write " + config.folder().runFile() + ": " + e, e);
        }
    }

    private <T> Future<T> begin(String thread, Callable<T> start) {
        FutureTask<T> task = new FutureTask<>(start);
        starting.add(task);
        Parts.daemon(task, thread).start();
        return task;
    }

    /** Parts still on their way up when another failed: they come down as they arrive, and the process must not end before. */
    private void awaitStarting() {
        for (Future<?> start : starting) {
            try {
                start.get(START_BOUND.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                LOG.debug("already told", e);
            } catch (TimeoutException e) {
                LOG.warn("a part that hangs in its start is left behind");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static <T> T await(PartName part, Future<T> start) throws StartFailure, InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.info("{} did not start", part.text(), cause);
            throw StartFailure.of(part, cause);
        }
    }
}
