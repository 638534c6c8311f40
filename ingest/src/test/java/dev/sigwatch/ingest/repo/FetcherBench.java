package dev.sigwatch.ingest.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.desk.RequestSource;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.ingest.identity.ObservationLog;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A fetcher with everything around it in memory, and a PDS on loopback. */
final class FetcherBench implements AutoCloseable {
    static final int MAX_BYTES = 4 << 20;

    final MicrosClock clock = new MicrosClock(Clock.systemUTC());
    final FakePds pds;
    /** What the directory says, by DID: a document, empty for none such, null for no answer. */
    final Map<String, String> documents = new ConcurrentHashMap<>();

    final AtomicInteger lookups = new AtomicInteger();
    final AtomicInteger signed = new AtomicInteger();
    final AtomicInteger failingPublications = new AtomicInteger();
    private final BlockingQueue<RepoRequest> requests = new LinkedBlockingQueue<>();
    private final List<ExportPart> parts = new ArrayList<>();
    private final List<IdentityObservation> observations = new ArrayList<>();
    private final Path folder;

    FetcherBench(Path folder) throws IOException {
        this.folder = folder;
        this.pds = new FakePds();
    }

    /** Makes a fetcher that asks the PDS, not started. */
    RepoFetcher fetcher() {
        Backoff tries = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4));
        DeskSettings desk = new DeskSettings(100, 1_000, Duration.ofMillis(1), 0, 3, tries, 1, tries);
        FetchLimits limits =
                new FetchLimits(MAX_BYTES, Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofSeconds(20), 0);
        GuardedFetcher http =
                new GuardedFetcher(limits, Reach.PUBLIC_AND_LOOPBACK, HostLookup.system(), Clock.systemUTC());
        return fetcher(new HttpRepos(
                new Directory(), http, new RepoLimits(desk, 4, 2, Double.POSITIVE_INFINITY, Duration.ZERO), clock));
    }

    RepoFetcher fetcher(RepoSource source) {
        return new RepoFetcher(Requests::new, source, folder, new Log(), new Exports(), clock, new SplittableRandom(1));
    }

    /** Makes the directory name the PDS for a DID. */
    void settle(String did) {
        settle(did, pds.origin());
    }

    void settle(String did, String endpoint) {
        documents.put(
                did,
                "{\"id\":\"" + did + "\",\"service\":[{\"id\":\"#atproto_pds\","
                        + "\"type\":\"AtprotoPersonalDataServer\",\"serviceEndpoint\":\"" + endpoint + "\"}]}");
    }

    void ask(String did) {
        ask(did, RepoRequest.Reason.FIRST_SEEN, "");
    }

    void ask(String did, RepoRequest.Reason reason, String minRev) {
        requests.add(new RepoRequest(did, reason, clock.now(), minRev));
    }

    List<ExportPart> parts() {
        synchronized (parts) {
            return List.copyOf(parts);
        }
    }

    List<IdentityObservation> observations() {
        synchronized (observations) {
            return List.copyOf(observations);
        }
    }

    List<ExportPart> awaitSigned(int count) throws InterruptedException {
        for (int i = 0; i < 8_000 && signed.get() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(signed.get()).isEqualTo(count);
        return parts();
    }

    @Override
    public void close() {
        pds.close();
    }

    private final class Directory implements IdentityDirectory {
        @Override
        public Lookup lookup(String did) {
            lookups.incrementAndGet();
            String document = documents.get(did);
            if (document == null) {
                return new Failed("http://plc/" + did, "made to fail", null);
            }
            Kind kind = document.isEmpty() ? Kind.NOT_FOUND : Kind.DID_DOCUMENT;
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            return new Observed(List.of(new IdentityObservation(did, kind, "http://plc/" + did, clock.now(), body)));
        }

        @Override
        public Lane lane(String did) {
            return new Lane("plc", 2, Double.POSITIVE_INFINITY);
        }
    }

    private final class Requests implements RequestSource<RepoRequest> {
        @Override
        public List<Delivery<RepoRequest>> poll(Duration wait, boolean wanted) {
            try {
                @Nullable RepoRequest request = wanted ? requests.poll(wait.toMillis(), TimeUnit.MILLISECONDS) : null;
                return request == null ? List.of() : List.of(new Delivery<>(request, signed::incrementAndGet));
            } catch (InterruptedException e) {
                throw new KafkaException(e);
            }
        }

        @Override
        public void close() {}
    }

    private final class Log implements ObservationLog {
        @Override
        public void publish(List<IdentityObservation> published) {
            synchronized (observations) {
                observations.addAll(published);
            }
        }

        @Override
        public void close() {}
    }

    private final class Exports implements ExportLog {
        @Override
        public void publish(Parts published) throws IOException {
            List<ExportPart> whole = new ArrayList<>();
            published.forEach(whole::add);
            if (failingPublications.getAndDecrement() > 0) {
                throw new KafkaException("made to fail");
            }
            synchronized (parts) {
                parts.addAll(whole);
            }
        }

        @Override
        public void close() {}
    }
}
