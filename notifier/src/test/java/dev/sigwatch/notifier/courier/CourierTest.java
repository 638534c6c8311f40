package dev.sigwatch.notifier.courier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.Alerts;
import dev.sigwatch.notifier.alertmanager.AlertmanagerNotifier;
import dev.sigwatch.notifier.http.FailingServer;
import dev.sigwatch.notifier.http.FailingServer.Answer;
import dev.sigwatch.notifier.http.FailingServer.Request;
import dev.sigwatch.notifier.http.HttpPost;
import dev.sigwatch.notifier.webhook.WebhookNotifier;
import dev.sigwatch.notifier.webhook.WebhookSecret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, with servers that fail in every way. */
class CourierTest {
    private static final Backoff IMPATIENT = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100));
    private static final int POLLS = 600;

    @SuppressWarnings("NullAway.Init")
    private TestBroker broker;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void losesNothingWhateverAServerAnswers() throws Exception {
        List<Integer> ways = List.of(500, 503, 429, 404, FailingServer.HANG, 200);
        int[] turn = {0};
        try (FailingServer server = new FailingServer(request -> {
                    synchronized (turn) {
                        return Answer.of(ways.get(turn[0]++ % ways.size()));
                    }
                });
                Courier courier = courier("ways", server)) {
            broker.write(alerts("w", 6));
            awaitSent(courier, 6);
            assertThat(taken(server.await(6))).contains("w0", "w1", "w2", "w3", "w4", "w5");
            assertThat(courier.status().refused()).isZero();
        }
    }

    @Test
    void goesOnAfterARestartWithWhatWasNotTaken() throws Exception {
        try (FailingServer server =
                new FailingServer(request -> Answer.of(request.body().contains("\"r0\"") ? 200 : 503))) {
            try (Courier courier = courier("restart", server)) {
                broker.write(alerts("r", 1));
                awaitSent(courier, 1);
                broker.write(alerts("r", 5));
                awaitFailed(courier);
            }
            broker.write(alerts("late", 2));
            int before = server.await(0).size();
            server.answerFromNowOn(request -> Answer.of(200));
            try (Courier courier = courier("restart", server)) {
                awaitSent(courier, 6);
                List<Request> all = server.await(before + 6);
                assertThat(taken(all.subList(before, all.size())))
                        .contains("r1", "r2", "r3", "r4", "late0", "late1")
                        .doesNotContain("r0");
            }
        }
    }

    @Test
    void aBrokenNotifierKeepsNoOtherWaiting() throws Exception {
        try (FailingServer broken = new FailingServer(request -> Answer.of(FailingServer.HANG));
                FailingServer healthy = new FailingServer(request -> Answer.of(200));
                Courier first = courier("broken", broken);
                Courier second = courier("healthy", healthy)) {
            broker.write(alerts("h", 20));
            awaitSent(second, 20);
            assertThat(second.status().failed()).isZero();
            awaitFailed(first);
            assertThat(first.status().sent()).isZero();
            assertThat(first.status().pending()).isPositive();
            assertThat(first.status().report(1).numbers()).containsEntry("done", 0L);
        }
    }

    @Test
    void repeatsAfterARestartWhatIsStillOpen() throws Exception {
        try (FailingServer server = new FailingServer(request -> Answer.of(200))) {
            try (Courier courier = alertmanager(server)) {
                broker.write(Alerts.open("open"), Alerts.open("over"));
                broker.write(Alerts.of("over", 2, Alert.Status.RECOVERED, Priority.P1));
                awaitSent(courier, 3);
            }
            int before = server.await(0).size();
            try (Courier courier = alertmanager(server)) {
                List<Request> all = server.await(before + 1);
                assertThat(all.get(before).body()).contains("\"open\"").doesNotContain("\"over\"");
                assertThat(courier.status().sent()).isZero();
            }
        }
    }

    private Courier alertmanager(FailingServer server) {
        return Courier.start(
                broker.access(),
                Addressee.ofAll(new AlertmanagerNotifier(server.target(), Clock.systemUTC())),
                IMPATIENT,
                Clock.systemUTC());
    }

    private Courier courier(String name, FailingServer server) throws Exception {
        HttpPost post = new HttpPost(server.target(), Duration.ofMillis(500), Clock.systemUTC());
        return Courier.start(
                broker.access(),
                Addressee.ofAll(
                        new WebhookNotifier(name, post, WebhookSecret.of("0123456789abcdef"), Clock.systemUTC())),
                IMPATIENT,
                Clock.systemUTC());
    }

    private static Alert[] alerts(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> Alerts.open(name + i)).toArray(Alert[]::new);
    }

    private static List<String> taken(List<Request> requests) {
        ObjectMapper json = new ObjectMapper();
        return requests.stream()
                .map(request -> {
                    try {
                        return json.readTree(request.body()).path("alert_id").asText();
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static void awaitSent(Courier courier, long count) throws InterruptedException {
        for (int i = 0; i < POLLS && courier.status().sent() < count; i++) {
            Thread.sleep(100);
        }
        assertThat(courier.status().sent()).as(courier.status().toString()).isGreaterThanOrEqualTo(count);
    }

    private static void awaitFailed(Courier courier) throws InterruptedException {
        for (int i = 0; i < POLLS && courier.status().failedInARow() == 0; i++) {
            Thread.sleep(100);
        }
        assertThat(courier.status().failedInARow()).isPositive();
    }
}
