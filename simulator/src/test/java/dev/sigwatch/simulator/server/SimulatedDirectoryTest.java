package dev.sigwatch.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedDirectoryTest {
    private final SimulatedNetwork network = new SimulatedNetwork(9, Clock.systemUTC());

    @Test
    void servesOverHttp() throws Exception {
        SimulatedAccount account = network.account("alice");
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0)) {
            HttpResponse<byte[]> found = get(directory, "/" + account.did());
            assertThat(DidDocument.parse(found.body(), account.did()).signingKey())
                    .contains(account.publicKey());
            assertThat(get(directory, "/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa").statusCode())
                    .isEqualTo(404);
            assertThat(network.directory().requests(account.did())).isEqualTo(1);

            network.misbehave(Misbehaviour.PLC_429);
            SimulatedAccount limited = network.accounts().get(1);
            HttpResponse<byte[]> refused = get(directory, "/" + limited.did() + "/log/audit");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void pagesOfTheFeedHoldEveryOperationInOrder() throws Exception {
        SimulatedAccount account = network.account("alice");
        network.rotateKey(account);
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0)) {
            assertThat(lines(get(directory, "/export?after=0&count=2"))).hasSize(2);
            assertThat(lines(get(directory, "/export?after=2&count=2")))
                    .singleElement()
                    .asString()
                    .startsWith("{\"type\":\"sequenced_op\",\"seq\":3,\"did\":\"" + account.did() + "\"");
            assertThat(get(directory, "/export?after=3").body()).isEmpty();
            assertThat(get(directory, "/export?after=3&count=1001").statusCode())
                    .isEqualTo(400);

            network.directory().isOut(true);
            assertThat(get(directory, "/export?after=0").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void streamSendsWhatIsThereAndWhatComes() throws Exception {
        SimulatedAccount account = network.account("alice");
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0)) {
            Subscriber follower = follow(directory, 0);
            assertThat(text(follower.take(2).get(1)))
                    .contains("\"seq\":2", account.did().value());
            network.rotateKey(account);
            assertThat(text(follower.take(1).get(0)))
                    .contains("\"seq\":3", account.did().value());

            network.directory().feed().misnumberNext();
            network.rotateKey(account);
            assertThat(text(follower.take(1).get(0))).contains("\"seq\":2,");
            network.directory().isOut(true);
            follower.awaitClose();
        }
    }

    @Test
    void streamSaysWhyItEnds() throws Exception {
        SimulatedAccount account = network.account("alice");
        network.rotateKey(account);
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0)) {
            assertThat(follow(directory, 4).awaitReason()).isEqualTo("FutureCursor");
            directory.feedWindow(2);
            assertThat(follow(directory, 0).awaitReason()).isEqualTo("OutdatedCursor");
            directory.dropNextFollower();
            assertThat(follow(directory, 1).awaitReason()).isEqualTo("ConsumerTooSlow");
            assertThat(follow(directory, 1).take(2)).hasSize(2);
        }
    }

    private static Subscriber follow(SimulatedDirectory directory, long cursor) throws InterruptedException {
        return Subscriber.to(
                URI.create(directory.uri().toString().replace("http://", "ws://") + "/export/stream?cursor=" + cursor));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    private static List<String> lines(HttpResponse<byte[]> page) {
        return text(page.body()).lines().toList();
    }

    private static HttpResponse<byte[]> get(SimulatedDirectory directory, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(directory.uri() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
