package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.desk.RequestSource;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResolverTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final byte[] LOG = "[\"log\"]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DOCUMENT = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);

    private final MicrosClock clock = new MicrosClock(Clock.systemUTC());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<IdentityRequest> requests = new LinkedBlockingQueue<>();
    private final List<IdentityObservation> observations = new ArrayList<>();
    private final AtomicInteger signed = new AtomicInteger();
    private final AtomicInteger failingPublications = new AtomicInteger();
    private HttpServer server;
    private GuardedFetcher fetcher;
    private Resolver resolver;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        FetchLimits limits =
                new FetchLimits(1_000, Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(1), 0);
        fetcher = new GuardedFetcher(limits, Reach.PUBLIC_AND_LOOPBACK, HostLookup.system(), Clock.systemUTC());
        HttpDirectory directory = new HttpDirectory(
                fetcher::get,
                fetcher::getHere,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                DirectoryLimits.ownDirectory(),
                true,
                clock,
                host -> false);
        DeskSettings settings = new DeskSettings(
                100,
                100,
                Duration.ofMillis(1),
                0,
                2,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(4)),
                2,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(4)));
        resolver = new Resolver(
                MemoryRequests::new,
                new Memory(),
                directory,
                LookupListener.none(),
                settings,
                clock,
                new SplittableRandom(1));
        resolver.start();
    }

    @AfterEach
    void end() {
        resolver.close();
        fetcher.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void publishesTheLogThenTheDocumentVerbatim() throws Exception {
        answer("/" + ANNA + "/log/audit", 200, LOG);
        answer("/" + ANNA, 200, DOCUMENT);
        long before = clock.now();
        ask(ANNA);
        List<IdentityObservation> seen = awaitObservations(2);
        assertThat(seen).extracting(IdentityObservation::kind).containsExactly(Kind.PLC_AUDIT_LOG, Kind.DID_DOCUMENT);
        assertThat(seen.get(0).body()).isEqualTo(LOG);
        assertThat(seen.get(1).body()).isEqualTo(DOCUMENT);
        assertThat(seen.get(1).source()).endsWith("/" + ANNA);
        assertThat(seen.get(0).observedAt()).isBetween(before, seen.get(1).observedAt());
        awaitSigned(1);
        assertThat(resolver.status().lookups()).isEqualTo(1);
    }

    @Test
    void aTombstoneIsALogAndNoDocument() throws Exception {
        answer("/" + ANNA + "/log/audit", 200, LOG);
        answer("/" + ANNA, 410, DOCUMENT);
        ask(ANNA);
        assertThat(awaitObservations(2))
                .extracting(IdentityObservation::kind)
                .containsExactly(Kind.PLC_AUDIT_LOG, Kind.NOT_FOUND);
        awaitSigned(1);
    }

    @Test
    void unknownAndUnsupportedAreNotFound() throws Exception {
        ask(ANNA);
        ask("did:key:zabc");
        ask("\u0000 rubbish");
        assertThat(awaitObservations(3)).extracting(IdentityObservation::kind).containsOnly(Kind.NOT_FOUND);
        assertThat(observations()).anySatisfy(o -> assertThat(new String(o.body(), StandardCharsets.UTF_8))
                .isEqualTo("unsupported DID method"));
        awaitSigned(3);
    }

    @Test
    void asksAgainWhenToldToWait() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/" + ANNA, exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                respond(exchange, 429, new byte[0]);
            } else {
                respond(exchange, 200, DOCUMENT);
            }
        });
        long before = clock.now();
        ask(ANNA);
        List<IdentityObservation> seen = awaitObservations(2);
        assertThat(seen).extracting(IdentityObservation::kind).containsExactly(Kind.PLC_AUDIT_LOG, Kind.DID_DOCUMENT);
        assertThat(seen.get(0).observedAt() - before).isGreaterThanOrEqualTo(1_000_000);
        assertThat(resolver.status().failures()).isEqualTo(1);
    }

    @Test
    void everyKindOfFailureIsReportedAndGivenUpInTheEnd() throws Exception {
        String local = "did:web:localhost%3A" + server.getAddress().getPort();
        redirectWellKnown("https://127.0.0.1/elsewhere");
        ask(local);
        List<IdentityObservation> seen = awaitObservations(4);
        assertThat(seen)
                .extracting(IdentityObservation::kind)
                .containsExactly(Kind.REDIRECT, Kind.UNAVAILABLE, Kind.REDIRECT, Kind.UNAVAILABLE);
        assertThat(new String(seen.get(0).body(), StandardCharsets.UTF_8)).isEqualTo("https://127.0.0.1/elsewhere");
        assertThat(new String(seen.get(1).body(), StandardCharsets.UTF_8)).contains("not followed");
        awaitSigned(1);

        answer("/" + ANNA, 500, new byte[0]);
        ask(ANNA);
        awaitSigned(2);
        assertThat(new String(awaitObservations(6).get(5).body(), StandardCharsets.UTF_8))
                .startsWith("HTTP 500");
        assertThat(resolver.status().lookups()).as("two rounds of two, twice").isEqualTo(8);
        assertThat(resolver.status().pending()).isZero();
    }

    @Test
    void aDidWebHostMayNotRedirectEvenToItself() throws Exception {
        answer("/elsewhere", 200, DOCUMENT);
        redirectWellKnown("/elsewhere");
        ask("did:web:localhost%3A" + server.getAddress().getPort());
        assertThat(awaitObservations(2)).extracting(IdentityObservation::kind).startsWith(Kind.REDIRECT);
        awaitSigned(1);
        assertThat(observations()).extracting(IdentityObservation::kind).doesNotContain(Kind.DID_DOCUMENT);
    }

    @Test
    void tooLargeAndTooSlowAreFailures() throws Exception {
        String bert = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
        answer("/" + ANNA, 200, new byte[2_000]);
        server.createContext("/" + bert, exchange -> pause());
        ask(ANNA);
        ask(bert);
        awaitSigned(2);
        assertThat(observations())
                .extracting(o -> new String(o.body(), StandardCharsets.UTF_8))
                .anySatisfy(reason -> assertThat(reason).contains("more than 1000 bytes"))
                .anySatisfy(reason -> assertThat(reason).containsAnyOf("Timeout", "timed out", "took too long"));
    }

    @Test
    void aDidWebDocumentIsReadFromItsHost() throws Exception {
        answer("/.well-known/did.json", 200, DOCUMENT);
        ask("did:web:localhost%3A" + server.getAddress().getPort());
        assertThat(awaitObservations(1).get(0).kind()).isEqualTo(Kind.DID_DOCUMENT);
    }

    @Test
    void whatIsNotPublishedIsNotSigned() throws Exception {
        failingPublications.set(1);
        answer("/" + ANNA, 200, DOCUMENT);
        ask(ANNA);
        for (int i = 0; i < 4_000 && resolver.status().detail().isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        assertThat(signed.get()).isZero();
        assertThat(observations()).isEmpty();
        awaitSigned(1);
        assertThat(observations()).hasSize(2);
    }

    private void ask(String did) {
        requests.add(new IdentityRequest(did, IdentityRequest.Reason.FIRST_SEEN, clock.now()));
    }

    private List<IdentityObservation> awaitObservations(int count) throws InterruptedException {
        for (int i = 0; i < 4_000 && observations().size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(observations()).hasSizeGreaterThanOrEqualTo(count);
        return observations();
    }

    private List<IdentityObservation> observations() {
        synchronized (observations) {
            return List.copyOf(observations);
        }
    }

    private void awaitSigned(int count) throws InterruptedException {
        for (int i = 0; i < 4_000 && signed.get() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(signed.get()).isEqualTo(count);
    }

    private void answer(String path, int status, byte[] body) {
        server.createContext(path, exchange -> respond(exchange, status, body));
    }

    private void redirectWellKnown(String to) {
        server.createContext("/.well-known/did.json", exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            respond(exchange, 302, new byte[0]);
        });
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class MemoryRequests implements RequestSource<IdentityRequest> {
        @Override
        public List<Delivery<IdentityRequest>> poll(Duration wait, boolean wanted) {
            try {
                @Nullable
                IdentityRequest request = wanted ? requests.poll(wait.toMillis(), TimeUnit.MILLISECONDS) : null;
                return request == null ? List.of() : List.of(new Delivery<>(request, signed::incrementAndGet));
            } catch (InterruptedException e) {
                throw new KafkaException(e);
            }
        }

        @Override
        public void close() {}
    }

    private final class Memory implements ObservationLog {
        @Override
        public void publish(List<IdentityObservation> published) {
            if (failingPublications.getAndDecrement() > 0) {
                throw new KafkaException("made to fail");
            }
            synchronized (observations) {
                observations.addAll(published);
            }
        }

        @Override
        public void close() {}
    }
}
