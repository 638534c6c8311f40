package dev.sigwatch.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.status.StatusServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    @Test
    void healthIsGoodOnlyWhenEveryPartIsUp() throws Exception {
        AtomicReference<StatusServer.Health> health =
                new AtomicReference<>(new StatusServer.Health(false, Map.of("Kafka", "up")));
        try (StatusServer server = StatusServer.start(
                0, health::get, new Metrics(Optional::empty, new Sampler(Optional::empty)).registry())) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
            health.set(new StatusServer.Health(true, Map.of("Kafka", "up")));
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            health.set(new StatusServer.Health(true, Map.of("Kafka", "its disk is full")));
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health").body())
                    .isEqualTo("{\"ready\":false,\"parts\":{\"Kafka\":\"its disk is full\"}}");
        }
    }

    @Test
    void everyVerdictIsAMetricFromTheStart() throws Exception {
        try (StatusServer server = StatusServer.start(
                0,
                () -> new StatusServer.Health(true, Map.of()),
                new Metrics(Optional::empty, new Sampler(Optional::empty)).registry())) {
            assertThat(get(server, "/metrics").body())
                    .contains("sigwatch_verdicts_total{verdict=\"VIOLATION\"} 0.0")
                    .contains("sigwatch_events_held 0.0");
            assertThat(get(server, "/other").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(StatusServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
