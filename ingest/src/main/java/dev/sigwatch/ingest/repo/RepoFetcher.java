package dev.sigwatch.ingest.repo;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.desk.Clerk;
import dev.sigwatch.ingest.desk.KafkaRequests;
import dev.sigwatch.ingest.desk.Office;
import dev.sigwatch.ingest.desk.OfficeStatus;
import dev.sigwatch.ingest.desk.Outcome;
import dev.sigwatch.ingest.desk.Turn;
import dev.sigwatch.ingest.desk.Wish;
import dev.sigwatch.ingest.fetch.OneLine;
import dev.sigwatch.ingest.identity.ObservationLog;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for repositories, from {@link #start} to {@link #close}: fetches, verifies and reports each whole, or says why
 * there is none. Every request ends in a report.
 *
 * <p>Exports lie on disk while they are verified, at most {@link RepoLimits#workers} times the source's size limit in all. One is
 * verified and reported at a time, so the processor and the memory it takes are those of one.
 */
public final class RepoFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepoFetcher.class);
    /** As each repetition fetches anew, longer than Kafka is usually away. */
    private static final Duration PUBLISH_AGAIN = Duration.ofMinutes(1);

    private static final int MAX_REVS = 10_000;

    private final RepoSource source;
    private final SpoolFolder spools;
    private final ObservationLog observations;
    private final ExportLog exports;
    private final MicrosClock clock;
    private final Office<RepoRequest> office;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong fetchedBytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String lastFailure = "";
    private volatile boolean stopping;
    /** The newest revision reported, by DID. */
    private final Map<String, String> revs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_REVS;
        }
    };

    RepoFetcher(
            Office.Sources<RepoRequest> sources,
            RepoSource source,
            Path folder,
            ObservationLog observations,
            ExportLog exports,
            MicrosClock clock,
            RandomGenerator random) {
        this.source = source;
        this.spools = new SpoolFolder(folder);
        this.observations = observations;
        this.exports = exports;
        this.clock = clock;
        RepoLimits limits = source.limits();
        this.office = new Office<>(
                "fetcher", sources, new Exports(), limits.desk(), limits.workers(), PUBLISH_AGAIN, clock, random);
    }

    /**
     * A fetcher on Kafka.
     *
     * @param folder where exports lie while they are verified; its own
     * @param observations where what is seen of identities on the way goes; not closed here
     */
    public static RepoFetcher onKafka(
            KafkaSettings kafka,
            TopicPlan topics,
            RepoSource source,
            Path folder,
            ObservationLog observations,
            MicrosClock clock,
            RandomGenerator random) {
        TopicProvisioning provisioning = new TopicProvisioning(kafka, topics);
        Office.Sources<RepoRequest> sources = () -> {
            provisioning.provision();
            return KafkaRequests.connect(kafka, Topics.REPO_REQUESTS, kafka.fetcherGroup(), RepoRequest::fromRecord);
        };
        return new RepoFetcher(sources, source, folder, observations, KafkaExports.connect(kafka), clock, random);
    }

    /** Starts to read requests. */
    public void start() {
        try {
            spools.prepare();
        } catch (IOException e) {
            // Every fetch will say so in its report.
            LOG.error("exports cannot be stored: {}", e.toString());
        }
        office.start();
    }

    /** A look at the fetcher. */
    public RepoFetchStatus status() {
        OfficeStatus status = office.status();
        return new RepoFetchStatus(
                status.connected(),
                status.detail(),
                status.pending(),
                status.inFlight(),
                status.requests(),
                fetched.get(),
                fetchedBytes.get(),
                failed.get(),
                lastFailure,
                status.failedInARow(),
                status.pendingSince());
    }

    private final class Exports implements Clerk<RepoRequest> {
        @Override
        public Wish wish(RepoRequest request) {
            boolean isBulk = request.reason() == Reason.PUBLISHER;
            return new Wish(
                    request.did(),
                    // What has not been seen yet is not in an export asked for earlier, whatever its time.
                    isReached(request) ? request.after() : Long.MAX_VALUE,
                    source.lane(request.did()),
                    isBulk ? source.limits().patience() : Duration.ZERO);
        }

        @Override
        public Outcome serve(Turn<RepoRequest> turn) throws InterruptedException {
            try (Spool spool = spools.open()) {
                RepoSource.Taken taken = take(turn, spool);
                if (stopping) {
                    throw new InterruptedException("stopped");
                }
                observations.publish(taken.observations());
                if (taken instanceof RepoSource.Elsewhere elsewhere) {
                    return new Outcome.Moved(elsewhere.lane(), 0);
                }
                return taken instanceof RepoSource.Export export
                        ? report(turn, export, spool)
                        : fail(turn, (RepoSource.Failed) taken);
            } catch (IOException e) {
                return fail(turn, failed("", "the export cannot be stored and read here: " + e, false));
            }
        }
    }

    private RepoSource.Taken take(Turn<RepoRequest> turn, Spool spool) {
        try {
            return source.take(turn.did(), turn.after(), turn.lane(), spool);
        } catch (RuntimeException e) {
            LOG.error("asking for the export of {} failed: a fault of this program", turn.did(), e);
            return failed("", "a fault of this program: " + e, true);
        }
    }

    private Outcome report(Turn<RepoRequest> turn, RepoSource.Export export, Spool spool)
            throws IOException, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            ExportReport report = verify(turn, export, spool);
            String wanted = minRev(turn);
            boolean isBehind = !report.rev().isEmpty() && report.rev().compareTo(wanted) < 0;
            if (isBehind && !turn.isLast()) {
                return new Outcome.Failed("at " + report.rev() + ", not yet at " + wanted, false, null, 0);
            }
            exports.publish(report);
            remember(turn.did(), report.rev());
            fetched.incrementAndGet();
            fetchedBytes.addAndGet(report.bytes());
            return new Outcome.Answered(report.count());
        } catch (ExportReport.UnreportableException e) {
            return fail(turn, failed(export.source(), String.valueOf(e.getMessage()), true));
        } finally {
            oneAtATime.unlock();
        }
    }

    private static ExportReport verify(Turn<RepoRequest> turn, RepoSource.Export export, Spool spool)
            throws IOException, ExportReport.UnreportableException {
        try {
            return ExportReport.of(turn.did(), reason(turn), export, spool);
        } catch (RuntimeException e) {
            LOG.error("verifying the export of {} failed: a fault of this program", turn.did(), e);
            throw new ExportReport.UnreportableException("a fault of this program: " + e);
        }
    }

    private Outcome fail(Turn<RepoRequest> turn, RepoSource.Failed why) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("stopped");
        }
        boolean isReported = why.isLasting() || turn.endsRound(why.retryAfter());
        if (isReported) {
            ExportPart part = ExportReport.failure(turn.did(), reason(turn), why.source(), clock.now(), why.reason());
            publish(part);
            failed.incrementAndGet();
            lastFailure = OneLine.of(turn.did() + ": " + why.reason());
        }
        return new Outcome.Failed(why.reason(), why.isLasting(), why.retryAfter(), isReported ? 1 : 0);
    }

    private static RepoSource.Failed failed(String source, String reason, boolean isLasting) {
        return new RepoSource.Failed(source, reason, isLasting, null, List.of());
    }

    private void publish(ExportPart part) {
        try {
            exports.publish(take -> take.accept(part));
        } catch (IOException e) {
            throw new IllegalStateException("one part in memory cannot fail to be read", e);
        }
    }

    private static Reason reason(Turn<RepoRequest> turn) {
        return turn.requests().stream()
                .map(RepoRequest::reason)
                .max(Comparator.naturalOrder())
                .orElse(Reason.PUBLISHER);
    }

    private static String minRev(Turn<RepoRequest> turn) {
        return turn.requests().stream()
                .map(RepoRequest::minRev)
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    private boolean isReached(RepoRequest request) {
        synchronized (revs) {
            return revs.getOrDefault(request.did(), "").compareTo(request.minRev()) >= 0;
        }
    }

    private void remember(String did, String rev) {
        synchronized (revs) {
            revs.put(did, rev);
        }
    }

    /** Stops reading, lets go of exports under way, and commits what is dealt with. */
    @Override
    public void close() {
        stopping = true;
        source.close();
        office.close();
        exports.close();
    }
}
