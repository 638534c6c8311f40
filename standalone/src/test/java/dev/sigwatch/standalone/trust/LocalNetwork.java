package dev.sigwatch.standalone.trust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A PLC directory and a personal data server on loopback, which say what they are told to. */
public final class LocalNetwork implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(int status, byte[] body) {}

    public LocalNetwork() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where both are. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI plc() {
        return URI.create(url());
    }

    /** An account of this network. */
    public Publisher publisher(int records) {
        return new Publisher(url(), records);
    }

    /** Serves an account's identity and repository. */
    public LocalNetwork serve(Publisher publisher) {
        return serve(publisher, 200, publisher.export());
    }

    /** Serves an account's identity, and something in place of its repository. */
    public LocalNetwork serve(Publisher publisher, int status, byte[] export) {
        answer("/" + publisher.did(), 200, publisher.document());
        answer("/" + publisher.did() + "/log/audit", 200, publisher.auditLog());
        return answer("/xrpc/com.atproto.sync.getRepo?did=" + publisher.did(), status, export);
    }

    /** Answers a path so. */
    public LocalNetwork answer(String path, int status, byte[] body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().replace("%3A", ":");
            Answer answer =
                    answers.getOrDefault(path, new Answer(404, "nothing here".getBytes(StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            exchange.getResponseBody().write(answer.body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
