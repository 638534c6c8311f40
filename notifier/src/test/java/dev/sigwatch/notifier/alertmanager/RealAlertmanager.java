package dev.sigwatch.notifier.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.notifier.http.HttpTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Alertmanager as a child process on loopback. */
final class RealAlertmanager implements AutoCloseable {
    private static final int TRIES = 300;
    private static final long TRY_MILLIS = 100;

    private static final String CONFIG = """
            route:
              receiver: nobody
              group_by: [route, alertname]
            receivers:
              - name: nobody
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private RealAlertmanager(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Unpacked by install.sh, the program finds its templates from here. */
    private static final Path PACKAGE = Path.of("alertmanager/package").toAbsolutePath();

    /** The program: unpacked by install.sh, or on the PATH; empty if this machine has none. */
    static Optional<Path> program() {
        Stream<String> folders = Stream.concat(
                Stream.of(PACKAGE.resolve("usr/bin").toString()),
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")));
        return folders.map(folder -> Path.of(folder, "prometheus-alertmanager"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static RealAlertmanager start(Path folder) throws IOException, InterruptedException {
        return start(folder, freePort());
    }

    static RealAlertmanager start(Path folder, int port) throws IOException, InterruptedException {
        Path config = folder.resolve("alertmanager.yml");
        Files.writeString(config, CONFIG);
        Process process = new ProcessBuilder(
                        program().orElseThrow().toAbsolutePath().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .directory(Files.isDirectory(PACKAGE) ? PACKAGE.toFile() : folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        RealAlertmanager alertmanager = new RealAlertmanager(process, port);
        for (int tries = 0; !alertmanager.isReady(); tries++) {
            if (tries == TRIES || !process.isAlive()) {
                alertmanager.close();
                throw new IOException("Alertmanager does not start: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(TRY_MILLIS);
        }
        return alertmanager;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    HttpTarget target() {
        return HttpTarget.parse("http://127.0.0.1:" + port);
    }

    /** The alerts it thinks are firing. */
    JsonNode alerts() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/api/v2/alerts").body());
    }

    /** Their groups, as its page shows them. */
    JsonNode groups() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/api/v2/alerts/groups").body());
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
