package dev.sigwatch.ingest.repo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A PDS on loopback that answers getRepo as it is told. */
final class FakePds implements AutoCloseable {
    private final Map<String, HttpHandler> repos = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    FakePds() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/xrpc/com.atproto.sync.getRepo", this::handle);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Tells how to answer for a DID. */
    void put(String did, HttpHandler answer) {
        repos.put("did=" + did, answer);
    }

    void put(String did, int status, byte[] body) {
        put(did, exchange -> respond(exchange, status, body));
    }

    void error(String did, int status, String json) {
        put(did, status, json.getBytes(StandardCharsets.UTF_8));
    }

    /** How often it was asked for a DID. */
    int asked(String did) {
        return asked.getOrDefault("did=" + did, new AtomicInteger()).get();
    }

    /** Most requests that were open at one time. */
    int mostOpen() {
        return mostOpen.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        asked.computeIfAbsent(query, q -> new AtomicInteger()).incrementAndGet();
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            repos.getOrDefault(query, e -> respond(e, 404, new byte[0])).handle(exchange);
        } finally {
            open.decrementAndGet();
            exchange.close();
        }
    }

    static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
