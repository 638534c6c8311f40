package dev.sigwatch.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves health and metrics until closed. */
public final class StatusServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private StatusServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * How the process is.
     *
     * @param ready whether everything is up
     * @param parts each part that ever ran: {@code up}, or why it is not
     */
    public record Health(boolean ready, Map<String, String> parts) {
        boolean good() {
            return ready && parts.values().stream().allMatch("up"::equals);
        }
    }

    /**
     * Starts to serve on loopback.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static StatusServer start(int port, Supplier<Health> health, PrometheusRegistry registry)
            throws IOException {
        return start(new Endpoint(Endpoint.LOOPBACK, port), health, registry);
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the port is taken, or the host is none of this machine's
     */
    public static StatusServer start(Endpoint endpoint, Supplier<Health> health, PrometheusRegistry registry)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on " + endpoint.host() + " port " + endpoint.port() + " (" + e.getMessage()
                            + "); choose another with --http-port",
                    e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "status-server");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/health", exchange -> answerHealth(exchange, health.get()));
        server.createContext("/metrics", exchange -> answerMetrics(exchange, registry));
        server.createContext(
                "/",
                exchange -> answer(
                        exchange, 404, "text/plain", "try /health or /metrics\n".getBytes(StandardCharsets.US_ASCII)));
        server.start();
        return new StatusServer(server, threads);
    }

    /** Where it answers, with no path; a server that listens everywhere answers on loopback, too. */
    public URI address() {
        InetAddress bound = server.getAddress().getAddress();
        String host = bound.isAnyLocalAddress() ? Endpoint.LOOPBACK : bound.getHostAddress();
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answerHealth(HttpExchange exchange, Health health) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("ready", health.good());
        ObjectNode parts = body.putObject("parts");
        health.parts().forEach((part, state) -> parts.put(part, state));
        answer(exchange, health.good() ? 200 : 503, "application/json", json.writeValueAsBytes(body));
    }

    private static void answerMetrics(HttpExchange exchange, PrometheusRegistry registry) throws IOException {
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, registry.scrape());
        answer(exchange, 200, writer.getContentType(), body.toByteArray());
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
