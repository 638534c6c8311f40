package dev.sigwatch.simulator.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sigwatch.simulator.network.HostAnswer;
import dev.sigwatch.simulator.network.Hosting;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link Hosting} over HTTP on loopback: the personal data server of all accounts. */
public final class SimulatedPds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedPds.class);
    private static final int BUFFER = 1 << 16;

    private final Hosting hosting;
    private final LongSupplier position;
    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts serving.
     *
     * @param position how far in the network's log things have come, as of now
     * @param port to listen on, 0 for any free one
     * @throws IOException if the port cannot be had
     */
    public SimulatedPds(Hosting hosting, LongSupplier position, int port) throws IOException {
        this.hosting = hosting;
        this.position = position;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        AtomicInteger count = new AtomicInteger();
        // Unbounded on purpose: an export that never comes, or never ends, holds a thread, and must hold up no other.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulated-pds-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** The server's origin, without a slash at its end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            URI uri = exchange.getRequestURI();
            String query = uri.getRawQuery();
            HostAnswer answer =
                    hosting.get(uri.getPath(), Query.parse(query == null ? "" : query), position.getAsLong());
            if (!answer.delay().isZero() && closed.await(answer.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (answer.retryAfter() >= 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfter()));
            }
            exchange.sendResponseHeaders(answer.status(), 0);
            OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
            answer.body().writeTo(out);
            out.flush();
        } catch (IOException gone) {
            LOG.debug("the client left: {}", gone.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
