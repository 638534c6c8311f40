package dev.sigwatch.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.simulator.network.FrameLog;
import dev.sigwatch.simulator.network.RepositoryIndex;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link FrameLog} as a relay on loopback: {@code subscribeRepos} over WebSocket, {@code listReposByCollection} and
 * {@code /_health} over HTTP on the same port.
 */
public final class SimulatedRelay implements AutoCloseable {
    /** A window that keeps everything. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedRelay.class);
    private static final String XRPC = "/xrpc/com.atproto.sync.";
    private static final int LIST_DEFAULT = 500;
    private static final int LIST_MAX = 2_000;

    private final FrameLog log;
    private final RepositoryIndex index;
    private final long window;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
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
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start("simulated-relay", this::accept);
    }

    /** The relay's address, {@code ws://127.0.0.1:PORT}; the same host and port answer HTTP. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort());
    }

    /** How many times a client has subscribed so far. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Breaks all connections, as a relay that is killed would; clients may come back at once. */
    public void dropConnections() {
        connections.forEach(SimulatedRelay::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start("simulated-relay-" + socket.getPort(), () -> serve(socket));
            }
        } catch (IOException closed) {
            LOG.debug("no more connections: {}", closed.getMessage());
        }
    }

    private void serve(Socket socket) {
        connections.add(socket);
        try (socket) {
            if (server.isClosed()) {
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            RequestHead request = RequestHead.read(in);
            if (request == null) {
                return;
            }
            if (request.path().equals(XRPC + "subscribeRepos") && request.isUpgrade()) {
                socket.setTcpNoDelay(true);
                subscriptions.incrementAndGet();
                new Subscription(socket, in, log, done).serve(request, window);
            } else {
                answer(socket, request);
            }
        } catch (IOException gone) {
            LOG.debug("connection over: {}", gone.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
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

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        dropConnections();
    }
}
