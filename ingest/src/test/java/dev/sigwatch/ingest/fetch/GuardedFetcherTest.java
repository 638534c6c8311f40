package dev.sigwatch.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sigwatch.ingest.fetch.Fetched.Answer;
import dev.sigwatch.ingest.fetch.Fetched.Cause;
import dev.sigwatch.ingest.fetch.Fetched.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedFetcherTest {
    private static final int MAX_BYTES = 10_000;
    private static final FetchLimits LIMITS =
            new FetchLimits(MAX_BYTES, Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(900), 0);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GuardedFetcher fetcher = fetcher(Reach.PUBLIC_AND_LOOPBACK, HostLookup.system());
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void givesTheBodyVerbatimWhateverTheStatus() {
        answer("/a", 404, "not here".getBytes(StandardCharsets.UTF_8));
        Answer answer = (Answer) fetcher.get(uri("/a"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.ok()).isFalse();
        assertThat(answer.body()).isEqualTo("not here".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsRetryAfter() {
        server.createContext("/busy", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            respond(exchange, 429, new byte[0]);
        });
        assertThat(((Answer) fetcher.get(uri("/busy"))).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsABodyOfExactlyTheLimitAndNoneLonger() {
        answer("/fits", 200, new byte[MAX_BYTES]);
        answer("/huge", 200, new byte[MAX_BYTES + 1]);
        endless("/endless", new byte[10_000], 0);
        assertThat(((Answer) fetcher.get(uri("/fits"))).body()).hasSize(MAX_BYTES);
        assertThat(cause("/huge")).isEqualTo(Cause.TOO_LARGE);
        assertThat(cause("/endless")).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    void followsRedirectsWithinTheOriginOnly() {
        redirect("/here", "/there");
        answer("/there", 200, new byte[] {1});
        redirect("/away", "http://localhost:" + server.getAddress().getPort() + "/there");
        redirect("/round", "/round");
        redirect("/garbage", "http://[");
        assertThat(((Answer) fetcher.get(uri("/here"))).body()).hasSize(1);
        assertThat(cause("/away")).isEqualTo(Cause.REDIRECTED);
        assertThat(cause("/round")).isEqualTo(Cause.REDIRECTED);
        assertThat(cause("/garbage")).isEqualTo(Cause.REDIRECTED);
    }

    @Test
    void givesUpOnSilenceAndOnDrip() throws Exception {
        server.createContext("/silent", exchange -> sleep(5_000));
        try (ServerSocket drip = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> dripHeaders(drip));
            assertThat(cause("/silent")).isEqualTo(Cause.TIMEOUT);
            Failure late = (Failure) fetcher.get(URI.create("http://127.0.0.1:" + drip.getLocalPort() + "/drip"));
            assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
        }
    }

    @Test
    void downloadsWhatIsOkAndReadsWhatIsNot() {
        answer("/car", 200, new byte[MAX_BYTES]);
        answer("/gone", 400, new byte[] {1, 2});
        redirect("/moved", "/car");
        redirect("/away", "http://localhost:" + server.getAddress().getPort() + "/car");
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        Answer answer = (Answer) fetcher.download(uri("/moved"), into);
        assertThat(answer.ok()).isTrue();
        assertThat(answer.body()).isEmpty();
        assertThat(into.size()).isEqualTo(MAX_BYTES);
        assertThat(((Answer) fetcher.download(uri("/gone"), into)).body()).hasSize(2);
        assertThat(((Failure) fetcher.download(uri("/away"), into)).cause()).isEqualTo(Cause.REDIRECTED);
        assertThat(into.size()).isEqualTo(MAX_BYTES);
    }

    @Test
    void aDownloadThatIsTooLongIsCutOff() {
        answer("/huge", 200, new byte[MAX_BYTES + 1]);
        endless("/endless", new byte[1_000], 0);
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        assertThat(((Failure) fetcher.download(uri("/huge"), into)).cause()).isEqualTo(Cause.TOO_LARGE);
        assertThat(into.size()).as("announced, so never begun").isZero();
        assertThat(((Failure) fetcher.download(uri("/endless"), into)).cause()).isEqualTo(Cause.TOO_LARGE);
        assertThat(into.size()).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void aDrippingDownloadEndsAtItsRateOrItsTime() {
        endless("/drip", new byte[10], 50);
        OutputStream into = OutputStream.nullOutputStream();
        Failure late = (Failure) fetcher.download(uri("/drip"), into);
        assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
        FetchLimits paced =
                new FetchLimits(MAX_BYTES, Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMinutes(2), 1_000);
        try (GuardedFetcher hurried =
                new GuardedFetcher(paced, Reach.PUBLIC_AND_LOOPBACK, HostLookup.system(), Clock.systemUTC())) {
            Failure slow = (Failure) hurried.download(uri("/drip"), into);
            assertThat(slow.cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(slow.reason()).contains("slower than 1000 bytes a second");
        }
    }

    @Test
    void aTruncatedDownloadAndAFullDiskAreFailures() {
        server.createContext("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[50]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        answer("/car", 200, new byte[100]);
        Failure cut = (Failure) fetcher.download(uri("/cut"), OutputStream.nullOutputStream());
        assertThat(cut.cause()).isEqualTo(Cause.BROKEN);
        Failure full = (Failure) fetcher.download(uri("/car"), new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space");
            }
        });
        assertThat(full.cause()).isEqualTo(Cause.UNSTORED);
        assertThat(full.reason()).contains("no space");
    }

    @Test
    void refusesHttpAndLoopbackWhereOnlyThePublicMayBeReached() {
        try (GuardedFetcher strict = fetcher(Reach.PUBLIC, HostLookup.system())) {
            assertThat(((Failure) strict.get(uri("/a"))).cause()).isEqualTo(Cause.FORBIDDEN);
            Failure loopback = (Failure) strict.get(
                    URI.create("https://127.0.0.1:" + server.getAddress().getPort()));
            assertThat(loopback.cause()).isEqualTo(Cause.FORBIDDEN);
        }
    }

    @Test
    void checksTheAddressAfterDnsAndRefusesMixedOnes() throws Exception {
        InetAddress good = InetAddress.getByName("8.8.8.8");
        InetAddress metadata = InetAddress.getByName("169.254.169.254");
        try (GuardedFetcher rebound = fetcher(Reach.PUBLIC_AND_LOOPBACK, host -> new InetAddress[] {good, metadata})) {
            Failure failure = (Failure) rebound.get(URI.create("https://rebind.example.com/"));
            assertThat(failure.cause()).isEqualTo(Cause.FORBIDDEN);
            assertThat(failure.reason()).contains("169.254.169.254");
        }
    }

    @Test
    void plainHttpReachesLoopbackOnly() throws Exception {
        InetAddress publicAddress = InetAddress.getByName("8.8.8.8");
        try (GuardedFetcher local = fetcher(Reach.PUBLIC_AND_LOOPBACK, host -> new InetAddress[] {publicAddress})) {
            Failure failure = (Failure) local.get(URI.create("http://plain.example.com/"));
            assertThat(failure.cause()).isEqualTo(Cause.FORBIDDEN);
        }
    }

    @Test
    void saysThatANameHasNoAddress() {
        try (GuardedFetcher lost = fetcher(Reach.PUBLIC, host -> {
            throw new UnknownHostException(host);
        })) {
            Failure failure = (Failure) lost.get(URI.create("https://lost.example.com/"));
            assertThat(failure.cause()).isEqualTo(Cause.NO_ADDRESS);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Failure failure = (Failure) fetcher.get(URI.create("http://127.0.0.1:" + port + "/"));
        assertThat(failure.cause()).isEqualTo(Cause.BROKEN);
    }

    /** Serves a chunk after the other until the client has had enough. */
    private void endless(String path, byte[] chunk, long pause) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 4_000; i++) {
                    body.write(chunk);
                    body.flush();
                    sleep(pause);
                }
            } catch (IOException e) {
                exchange.close();
            }
        });
    }

    private void dripHeaders(ServerSocket drip) {
        try (Socket socket = drip.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                sleep(100);
            }
        } catch (IOException e) {
            threads.shutdown();
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Cause cause(String path) {
        return ((Failure) fetcher.get(uri(path))).cause();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(String path, int status, byte[] body) {
        server.createContext(path, exchange -> respond(exchange, status, body));
    }

    private void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            respond(exchange, 302, new byte[0]);
        });
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static GuardedFetcher fetcher(Reach reach, HostLookup lookup) {
        return new GuardedFetcher(LIMITS, reach, lookup, Clock.systemUTC());
    }
}
