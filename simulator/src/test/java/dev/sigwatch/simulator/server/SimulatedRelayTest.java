package dev.sigwatch.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedRelayTest {
    private static final String UPGRADE = String.join(
            "\r\n",
            "GET /xrpc/com.atproto.sync.subscribeRepos?cursor=0 HTTP/1.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: x",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    private final SimulatedNetwork network = new SimulatedNetwork(9, Clock.systemUTC());
    private final SimulatedRelay relay = start(SimulatedRelay.UNBOUNDED);

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void replaysStrictlyAfterTheCursorThenGoesOnLive() throws Exception {
        network.populate(2, 5);
        network.honest(10);
        Subscriber subscriber = Subscriber.to(relay, "?cursor=4");
        assertThat(seqs(subscriber.take(6))).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
        SentFrame live = network.post(network.accounts().get(0));
        assertThat(subscriber.take(1).get(0)).isEqualTo(live.bytes());
        subscriber.closeBlocking();
    }

    @Test
    void withoutACursorOnlyWhatComesIsSent() throws Exception {
        network.populate(1, 5);
        network.honest(3);
        Subscriber first = Subscriber.to(relay, "");
        Subscriber second = Subscriber.to(relay, "?cursor=0");
        assertThat(seqs(second.take(3))).containsExactly(1L, 2L, 3L);
        network.honest(2);
        assertThat(seqs(first.take(2))).containsExactly(4L, 5L);
        assertThat(seqs(second.take(2))).containsExactly(4L, 5L);
        assertThat(relay.subscriptions()).isEqualTo(2);
        first.closeBlocking();
        second.closeBlocking();
    }

    @Test
    void refusesACursorAhead() throws Exception {
        network.account("alice");
        Subscriber subscriber = Subscriber.to(relay, "?cursor=3");
        assertThat(FrameDecoder.decode(subscriber.take(1).get(0)).event())
                .isInstanceOfSatisfying(RepoEvent.Error.class, error -> assertThat(error.error())
                        .isEqualTo("FutureCursor"));
        subscriber.awaitClose();
    }

    @Test
    void saysThatACursorIsOutdatedAndSendsWhatIsKept() throws Exception {
        network.populate(1, 5);
        network.honest(20);
        try (SimulatedRelay forgetful = start(5)) {
            Subscriber subscriber = Subscriber.to(forgetful, "?cursor=2");
            List<byte[]> got = subscriber.take(6);
            assertThat(FrameDecoder.decode(got.get(0)).event()).isInstanceOf(RepoEvent.Info.class);
            assertThat(seqs(got.subList(1, 6))).containsExactly(16L, 17L, 18L, 19L, 20L);
            subscriber.closeBlocking();
        }
    }

    @Test
    void breaksOnceInTheMiddleOfAFrame() throws Exception {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        network.misbehave(Misbehaviour.RELAY_DISCONNECTS, account);
        network.post(account);
        Subscriber broken = Subscriber.to(relay, "?cursor=0");
        assertThat(seqs(broken.take(3))).containsExactly(1L, 2L, 3L);
        broken.awaitClose();
        assertThat(broken.waiting()).isZero();
        Subscriber back = Subscriber.to(relay, "?cursor=3");
        assertThat(seqs(back.take(1))).containsExactly(5L);
        back.closeBlocking();
    }

    @Test
    void sendsAnErrorFrameOnceAndCloses() throws Exception {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        network.misbehave(Misbehaviour.ERROR_FRAME, account);
        network.post(account);
        Subscriber subscriber = Subscriber.to(relay, "?cursor=3");
        assertThat(FrameDecoder.decode(subscriber.take(1).get(0)).event()).isInstanceOf(RepoEvent.Error.class);
        subscriber.awaitClose();
        Subscriber back = Subscriber.to(relay, "?cursor=3");
        assertThat(seqs(back.take(1))).containsExactly(5L);
        back.closeBlocking();
    }

    @Test
    void sendsTextAndEmptyAndHugeMessages() throws Exception {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        network.misbehave(Misbehaviour.TEXT_FRAME, account);
        network.misbehave(Misbehaviour.EMPTY_FRAME, account);
        SentFrame huge = network.misbehave(Misbehaviour.OVERSIZE_FRAME, account);
        Subscriber subscriber = Subscriber.to(relay, "?cursor=3");
        List<byte[]> got = subscriber.take(3);
        assertThat(new String(got.get(0), StandardCharsets.UTF_8)).startsWith("text:");
        assertThat(got.get(1)).isEmpty();
        assertThat(got.get(2)).isEqualTo(huge.bytes());
        subscriber.closeBlocking();
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyElse() throws Exception {
        network.populate(2, 20);
        try (Socket deaf =
                new Socket(InetAddress.getLoopbackAddress(), relay.uri().getPort())) {
            deaf.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(deaf.getInputStream().read()).isEqualTo('H');
            network.honest(3_000);
            Subscriber subscriber = Subscriber.to(relay, "?cursor=0");
            assertThat(seqs(subscriber.take(3_000))).startsWith(1L, 2L).endsWith(2_999L, 3_000L);
            subscriber.closeBlocking();
        }
    }

    @Test
    void droppedConnectionsCanComeBack() throws Exception {
        SimulatedAccount account = network.account("alice");
        Subscriber subscriber = Subscriber.to(relay, "?cursor=0");
        subscriber.take(2);
        relay.dropConnections();
        subscriber.awaitClose();
        network.post(account);
        Subscriber back = Subscriber.to(relay, "?cursor=2");
        assertThat(seqs(back.take(1))).containsExactly(3L);
        back.closeBlocking();
    }

    @Test
    void listsRepositoriesByCollectionPageByPage() throws Exception {
        network.populate(5, 2);
        HttpResponse<String> first =
                get("/xrpc/com.atproto.sync.listReposByCollection?collection=io.atcr.manifest&limit=3");
        List<String> dids = network.accounts().stream()
                .map(account -> account.did().value())
                .sorted()
                .toList();
        assertThat(first.body())
                .contains(dids.get(0), dids.get(2), "\"cursor\"")
                .doesNotContain(dids.get(3));
        HttpResponse<String> rest =
                get("/xrpc/com.atproto.sync.listReposByCollection?collection=io.atcr.manifest&limit=3&cursor="
                        + dids.get(2));
        assertThat(rest.body()).contains(dids.get(3), dids.get(4)).doesNotContain("cursor");
        assertThat(get("/xrpc/com.atproto.sync.listReposByCollection?collection=io.atcr.tag")
                        .body())
                .isEqualTo("{\"repos\":[]}");
    }

    @Test
    void answersPlainHttpOnTheSamePort() throws Exception {
        assertThat(get("/_health").statusCode()).isEqualTo(200);
        assertThat(get("/xrpc/com.atproto.sync.subscribeRepos").statusCode()).isEqualTo(426);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    private SimulatedRelay start(long window) {
        try {
            return new SimulatedRelay(network.log(), network.index(), window, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + relay.uri().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<Long> seqs(List<byte[]> frames) {
        return frames.stream().map(frame -> FrameDecoder.decode(frame).seq()).toList();
    }
}
