package dev.sigwatch.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.simulator.network.FrameLog;
import dev.sigwatch.simulator.network.RepositoryIndex;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves a {@link FrameLog} as a relay on loopback: {@code subscribeRepos} over WebSocket, {@code listReposByCollection} and
 * {@code /_health} over HTTP on the same port.
 */
public final class SimulatedRelay implements AutoCloseable {
    /** A window that keeps everything. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final String XRPC = "/xrpc/com.atproto.sync.";
    private static final int LIST_DEFAULT = 500;
    private static final int LIST_MAX = 2_000;

    private final FrameLog log;
    private final RepositoryIndex index;
    private final long window;
    private final LoopbackServer server;
    private final Set<Long> done = ConcurrentHashMap.newKeySet();
    private final AtomicInteger subscriptions = new AtomicInteger();

    /**
     * Starts serving.
     *
     * @param window number of newest entries that a cursor can go back to, {@link #UNBOUNDED} for all
     * @param port to listen on, 0 for any free one
     * @throws IOException if the port cannot be had
     */
    public SimulatedRelay(FrameLog log, RepositoryIndex index, long window, int port) throws IOException {
        this.log = log;
        this.index = index;
        this.window = window;
        this.server = new LoopbackServer("simulated-relay", port, this::serve);
    }

    /** The relay's address, {@code ws://127.0.0.1:PORT}; the same host and port answer HTTP. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + server.port());
    }

    /** How many times a client has subscribed so far. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Breaks all connections, as a relay that is killed would; clients may come back at once. */
    public void dropConnections() {
        server.dropConnections();
    }

    private void serve(Socket socket, InputStream in) throws IOException, InterruptedException {
        RequestHead request = RequestHead.read(in);
        if (request == null) {
            return;
        }
        if (request.path().equals(XRPC + "subscribeRepos") && request.isUpgrade()) {
            subscriptions.incrementAndGet();
            new Subscription(socket, in, log, done).serve(request, window);
        } else {
            answer(socket, request);
        }
    }

    private void answer(Socket socket, RequestHead request) throws IOException {
        if (!request.method().equals("GET")) {
            respond(socket, "405 Method Not Allowed", error("InvalidRequest", "GET only"));
            return;
        }
        switch (request.path()) {
            case XRPC + "subscribeRepos" ->
                respond(socket, "426 Upgrade Required", error("UpgradeRequired", "ask for a WebSocket"));
            case XRPC + "listReposByCollection" -> respond(socket, "200 OK", list(request));
            case "/_health", "/xrpc/_health" ->
                respond(socket, "200 OK", JsonNodeFactory.instance.objectNode().put("version", "simulated"));
            default -> respond(socket, "404 Not Found", error("MethodNotImplemented", request.path()));
        }
    }

    private ObjectNode list(RequestHead request) {
        int limit = limit(request.query().getOrDefault("limit", ""));
        List<String> dids = index.list(
                request.query().getOrDefault("collection", ""), request.query().getOrDefault("cursor", ""), limit);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode repos = page.putArray("repos");
        dids.forEach(did -> repos.addObject().put("did", did));
        if (dids.size() == limit) {
            page.put("cursor", dids.get(limit - 1));
        }
        return page;
    }

    private static int limit(String text) {
        try {
            return Math.max(1, Math.min(LIST_MAX, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return LIST_DEFAULT;
        }
    }

    private static ObjectNode error(String name, String message) {
        return JsonNodeFactory.instance.objectNode().put("error", name).put("message", message);
    }

    private static void respond(Socket socket, String status, ObjectNode json) throws IOException {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
