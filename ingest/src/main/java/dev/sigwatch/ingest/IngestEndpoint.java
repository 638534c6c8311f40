package dev.sigwatch.ingest;

import dev.sigwatch.ingest.log.LogStatus;
import dev.sigwatch.ingest.metrics.IngestMetrics;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.status.Endpoint;
import dev.sigwatch.status.ScrapedMetrics;
import dev.sigwatch.status.StatusServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the ingest process serves its status, if it is to. */
final class IngestEndpoint implements AutoCloseable {
    private final @Nullable StatusServer server;

    private IngestEndpoint(@Nullable StatusServer server) {
        this.server = server;
    }

    /** @throws IOException if it cannot listen there */
    static IngestEndpoint serve(Optional<Endpoint> endpoint, Supplier<IngestStatus> status, Clock clock)
            throws IOException {
        if (endpoint.isEmpty()) {
            return new IngestEndpoint(null);
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        IngestMetrics.register(new ScrapedMetrics(registry), () -> Optional.of(status.get()), new MicrosClock(clock));
        return new IngestEndpoint(StatusServer.start(endpoint.get(), () -> health(status.get()), registry));
    }

    /** Empty if it serves nothing. */
    Optional<URI> address() {
        return Optional.ofNullable(server).map(StatusServer::address);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Streams and directories have no say: that others are down is told by metrics, and no start of ours would mend it. */
    static StatusServer.Health health(IngestStatus status) {
        Map<String, String> parts = new TreeMap<>();
        LogStatus log = status.log();
        parts.put("log", state(log.phase() == LogStatus.Phase.OPEN, log.phase() + " " + log.detail()));
        parts.put(
                "resolver",
                state(status.resolver().connected(), status.resolver().detail()));
        parts.put(
                "repositories", state(status.repos().connected(), status.repos().detail()));
        return new StatusServer.Health(true, parts);
    }

    private static String state(boolean isUp, String otherwise) {
        return isUp ? "up" : ("down " + otherwise).strip();
    }
}
