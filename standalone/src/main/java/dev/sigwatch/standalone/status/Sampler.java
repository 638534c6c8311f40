package dev.sigwatch.standalone.status;

import dev.sigwatch.audit.Verdict;
import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.standalone.flink.JobMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at ingest and at the job once a second, and keeps what it saw last. Safe for use by several threads. */
public final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private static final String JUDGE = "judge.sigwatch.";
    /** The judge's metrics are named {@code judge.sigwatch.verdict.VERIFIED.events} and so on. */
    private static final String VERDICTS = "judge.sigwatch.verdict.";

    private static final String FINDINGS = "judge.sigwatch.finding.";
    private static final String EVENTS = ".events";
    private static final String HELD = "judge.sigwatch.held";
    /** The status line needs the judge's counters alone; all of them are ten times as many. */
    private static final int SECONDS_BETWEEN_ALL = 5;

    private final Supplier<Optional<IngestStatus>> ingest;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampler = new Thread(task, "sampler");
        sampler.setDaemon(true);
        return sampler;
    });
    private volatile Snapshot last = Snapshot.NOTHING;
    private volatile JobReading reading = JobReading.none();
    private int samples;

    /** @param ingest empty before it has started */
    public Sampler(Supplier<Optional<IngestStatus>> ingest) {
        this.ingest = ingest;
    }

    /** Begins to look. */
    public void start(JobMetrics job) {
        Future<?> unused = thread.scheduleWithFixedDelay(() -> sample(job), 0, 1, TimeUnit.SECONDS);
    }

    /** The last snapshot. */
    public Snapshot last() {
        return last;
    }

    /** Takes in all the job's metrics, by {@code operator.groups.metric}. */
    void read(Map<String, Double> sums) {
        reading = JobReading.of(sums);
    }

    /** What the job's metrics were last. */
    JobReading job() {
        return reading;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void sample(JobMetrics job) {
        Map<String, Double> counters = Map.of();
        try {
            boolean all = samples++ % SECONDS_BETWEEN_ALL == 0;
            counters = job.sums(all ? JobMetricName::isOurs : name -> name.startsWith(JUDGE));
            if (all && !counters.isEmpty()) {
                read(counters);
            }
        } catch (IOException e) {
            LOG.debug("no metrics of the job", e);
        }
        try {
            last = snapshot(ingest.get(), counters, last);
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            LOG.warn("sampling failed", e);
        }
    }

    /** What ingest says now and what the job counts; the job's part is the last one known while it does not answer. */
    static Snapshot snapshot(Optional<IngestStatus> ingest, Map<String, Double> counters, Snapshot before) {
        Map<Verdict, Long> verdicts = Snapshot.noVerdicts();
        Map<String, Long> findings = new TreeMap<>();
        counters.forEach((name, value) -> {
            if (name.endsWith(EVENTS)) {
                String label = name.substring(name.lastIndexOf('.', name.length() - EVENTS.length() - 1) + 1)
                        .replace(EVENTS, "");
                if (name.startsWith(VERDICTS)) {
                    verdicts.put(Verdict.valueOf(label), value.longValue());
                } else if (name.startsWith(FINDINGS)) {
                    findings.put(label, value.longValue());
                }
            }
        });
        boolean answered = !counters.isEmpty();
        return new Snapshot(
                ingest.map(Sampler::hosts).orElse(List.of()),
                ingest.map(status -> status.log().committedFrames()).orElse(0L),
                ingest.map(status -> (long) status.log().publishers()).orElse(0L),
                ingest.map(Sampler::identities).orElse(Snapshot.NOTHING.identities()),
                ingest.map(Sampler::repositories).orElse(Snapshot.NOTHING.repositories()),
                answered ? verdicts : before.verdicts(),
                answered ? findings : before.findings(),
                answered ? counters.getOrDefault(HELD, 0.0).longValue() : before.held());
    }

    private static List<Snapshot.Host> hosts(IngestStatus status) {
        return status.relays().stream()
                .map(relay -> new Snapshot.Host(
                        relay.host(), relay.received(), relay.lagMicros(), relay.connected(), relay.detail()))
                .toList();
    }

    private static Snapshot.Repositories repositories(IngestStatus status) {
        return new Snapshot.Repositories(
                status.repos().pending(),
                status.repos().fetched(),
                status.repos().bytes(),
                status.repos().failed());
    }

    private static Snapshot.Identities identities(IngestStatus status) {
        return new Snapshot.Identities(
                status.resolver().pending(),
                status.resolver().lookups(),
                status.resolver().failures());
    }
}
