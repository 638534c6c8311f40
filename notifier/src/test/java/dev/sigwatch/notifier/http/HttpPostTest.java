package dev.sigwatch.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.http.FailingServer.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpPostTest {
    @Test
    void tellsApartWhatToTryAgainAndWhatIsRefused() throws Exception {
        try (FailingServer server = new FailingServer(request -> Answer.of(200))) {
            assertThat(post(server)).isInstanceOf(Delivery.Done.class);
            for (int status : new int[] {400, 401, 404, 302}) {
                server.answerFromNowOn(request -> Answer.of(status));
                assertThat(post(server)).isEqualTo(new Delivery.Refused("HTTP " + status + ": told so"));
            }
            for (int status : new int[] {408, 429, 503}) {
                server.answerFromNowOn(request -> Answer.of(status));
                assertThat(post(server))
                        .isEqualTo(new Delivery.Later("HTTP " + status + ": told so", Optional.empty(), false));
            }
            server.answerFromNowOn(request -> Answer.of(500));
            assertThat(post(server)).isEqualTo(new Delivery.Later("HTTP 500: told so", Optional.empty(), true));
        }
    }

    @Test
    void waitsAsLongAsAsked() throws Exception {
        Answer busy = new Answer(429, Map.of("Retry-After", "7"), "");
        try (FailingServer server = new FailingServer(request -> busy)) {
            assertThat(post(server))
                    .isEqualTo(new Delivery.Later("HTTP 429", Optional.of(Duration.ofSeconds(7)), false));
        }
    }

    @Test
    void waitsForNoOneForEver() throws Exception {
        try (FailingServer server = new FailingServer(request -> Answer.of(FailingServer.HANG));
                HttpPost post = new HttpPost(server.target(), Duration.ofMillis(300), Clock.systemUTC())) {
            assertThat(post.post(new byte[0], Map.of())).isInstanceOf(Delivery.Later.class);
        }
    }

    @Test
    void takesARefusedConnectionForAServerThatWillBeBack() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (HttpPost post = new HttpPost(
                HttpTarget.parse("http://127.0.0.1:" + port + "/a"), Duration.ofSeconds(5), Clock.systemUTC())) {
            assertThat(post.post(new byte[0], Map.of())).isInstanceOf(Delivery.Later.class);
        }
    }

    @Test
    void showsNoMoreOfAnAnswerThanALine() throws Exception {
        Answer endless = new Answer(400, Map.of(), "\u001b[31mred\n" + "x".repeat(100_000));
        try (FailingServer server = new FailingServer(request -> endless)) {
            assertThat(post(server)).isInstanceOfSatisfying(Delivery.Refused.class, refused -> assertThat(refused.why())
                    .hasSizeLessThan(300)
                    .contains("?[31mred?xxx"));
        }
    }

    @Test
    void keepsUserAndPathOfAUrlToItself() throws Exception {
        HttpTarget target = HttpTarget.parse("https://user:secret@hooks.example:8443/services/T0/token?key=1");

        assertThat(target).hasToString("https://hooks.example:8443");
        assertThat(target.url()).hasToString("https://hooks.example:8443/services/T0/token?key=1");
        assertThat(target.authorization()).contains("Basic dXNlcjpzZWNyZXQ=");
        assertThat(HttpTarget.parse("http://am.example/prefix/")
                        .below("/api/v2/alerts")
                        .url())
                .hasToString("http://am.example/prefix/api/v2/alerts");
        for (String wrong : new String[] {"ftp://a.example", "hooks.example", "http://", "http://a b", "http://a#b"}) {
            assertThatThrownBy(() -> HttpTarget.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Delivery post(FailingServer server) {
        try (HttpPost post = new HttpPost(server.target(), HttpPost.PATIENCE, Clock.systemUTC())) {
            return post.post("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of());
        }
    }
}
