package dev.sigwatch.standalone.http;

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

/** Serves health and metrics on loopback until closed. */
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
     * Starts to serve.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static StatusServer start(int port, Supplier<Health> health, PrometheusRegistry registry)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (BindException e) {
            throw new IOException("port " + port + " is taken; choose another with --http-port", e);
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

    /** Where it answers, with no path. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
