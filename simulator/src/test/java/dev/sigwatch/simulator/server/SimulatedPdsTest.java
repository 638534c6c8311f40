package dev.sigwatch.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SimulatedAccount;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedPdsTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Simulation simulation = start();

    @AfterEach
    void stop() {
        simulation.close();
    }

    @Test
    void documentsNameItAndItServesManyAtOnce() {
        simulation.network().populate(30, 100);
        List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
        for (SimulatedAccount account : simulation.network().accounts()) {
            assertThat(pds(account)).isEqualTo(simulation.pdsUri());
            asked.add(client.sendAsync(
                    request(pds(account) + "/xrpc/com.atproto.sync.getRepo?did=" + account.did()),
                    BodyHandlers.ofByteArray()));
        }
        for (CompletableFuture<HttpResponse<byte[]>> answer : asked) {
            HttpResponse<byte[]> response = answer.join();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.ipld.car");
            assertThat(Car.read(response.body()).blockCount()).isGreaterThan(100);
        }
    }

    @Test
    void keepsStepWithWhatSubscribersWereSent() throws Exception {
        SimulatedAccount account = simulation.network().account("alice");
        simulation.network().push(account, "app", "v1");
        Subscriber subscriber = Subscriber.to(simulation.relay(), "?cursor=0");
        subscriber.take(4);
        HttpResponse<byte[]> latest = client.send(
                request(simulation.pdsUri() + "/xrpc/com.atproto.sync.getLatestCommit?did=" + account.did()),
                BodyHandlers.ofByteArray());
        assertThat(new String(latest.body(), StandardCharsets.UTF_8)).contains(account.rev());
        subscriber.closeBlocking();
    }

    @Test
    void neverEndsWhereItShouldNot() throws Exception {
        simulation.network().misbehave(Misbehaviour.EXPORT_ENDLESS);
        SimulatedAccount account = simulation.network().accounts().get(0);
        HttpResponse<InputStream> response = client.send(
                request(pds(account) + "/xrpc/com.atproto.sync.getRepo?did=" + account.did()),
                BodyHandlers.ofInputStream());
        assertThat(pds(account)).as("apart from the others").isNotEqualTo(simulation.pdsUri());
        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(20_000_000)).hasSize(20_000_000);
        }
    }

    private URI pds(SimulatedAccount account) {
        try {
            HttpResponse<byte[]> document =
                    client.send(request(simulation.plcUri() + "/" + account.did()), BodyHandlers.ofByteArray());
            return DidDocument.parse(document.body(), account.did()).pds().orElseThrow();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(BOUND).build();
    }

    private static Simulation start() {
        try {
            return Simulation.start(23);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
