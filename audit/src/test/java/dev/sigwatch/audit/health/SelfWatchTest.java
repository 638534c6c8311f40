package dev.sigwatch.audit.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.audit.alert.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfWatchTest {
    private static final long SECOND = 1_000_000;
    private static final String RELAY = "relay/relay.example";

    private final List<Alert> told = new ArrayList<>();
    private SelfWatch watch = new SelfWatch();
    private long now = 1_700_000_000L * SECOND;
    private long done = 1_000;

    @Test
    void saysNothingWhileAllIsWell() {
        flow(Map.of("lag_micros", 2 * SECOND), 120);
        for (int i = 0; i < 100; i++) {
            report("resolver", Map.of("done", 10L + i, "pending", 3L, "pending_since", now - 2 * SECOND), "");
            report("notifier/webhook", Map.of("done", 10L + i), "");
            report("reconciliation/relay.example", Map.of("unaccounted", 0L, "missing", 0L), "");
            pass(5);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void tellsThatABusyRelayStandsStillAndThatItGoesOn() {
        flow(Map.of(), 60);
        long last = now;
        silence(last, 25);
        assertThat(told).isEmpty();
        silence(last, 15);
        assertThat(told).hasSize(1);
        Alert stalled = told.get(0);
        assertThat(stalled.rule()).isEqualTo(Rule.S1);
        assertThat(stalled.priority()).isEqualTo(Priority.P1);
        assertThat(stalled.route()).isEqualTo(Route.OPERATIONS);
        assertThat(stalled.title()).contains("stands still");

        flow(Map.of(), 30);
        assertThat(told).hasSize(2);
        assertThat(told.get(1).id()).isEqualTo(stalled.id());
        assertThat(told.get(1).version()).isEqualTo(2);
        assertThat(told.get(1).status()).isEqualTo(Alert.Status.RECOVERED);
        assertThat(watch.open()).isEmpty();
    }

    @Test
    void measuresAQuietStreamByItself() {
        // Once a minute is usual there.
        long last = now;
        for (int i = 0; i < 120; i++) {
            if (i % 12 == 0) {
                done++;
                last = now;
            }
            relay(1, last, Map.of(), "");
        }
        silence(last, 600);
        assertThat(told).isEmpty();
        silence(last, 1_500);
        assertThat(told).hasSize(1);
    }

    @Test
    void saysSoftlyThatNothingEverCame() {
        done = 0;
        silence(0, 500);
        assertThat(told).isEmpty();
        silence(0, 200);
        assertThat(told).singleElement().extracting(Alert::priority).isEqualTo(Priority.P3);
    }

    @Test
    void tellsOnceThatARelayIsGone() {
        flow(Map.of(), 30);
        for (int i = 0; i < 60; i++) {
            relay(0, now, Map.of(), "closed with code 1006");
        }
        assertThat(told).hasSize(1);
        assertThat(told.get(0).title()).contains("not connected");
        assertThat(told.get(0).story().get(0).text()).contains("closed with code 1006");
    }

    @Test
    void tellsThatARelayFallsBehindButNotThatItCatchesUp() {
        for (long lag = 600; lag > 0; lag -= 5) {
            done += 100;
            relay(1, now, Map.of("lag_micros", lag * SECOND), "");
        }
        assertThat(told).isEmpty();
        for (long lag = 1; lag < 100; lag += 2) {
            done += 100;
            relay(1, now, Map.of("lag_micros", lag * SECOND), "");
        }
        assertThat(told).singleElement().extracting(Alert::title).asString().contains("falls behind");
    }

    @Test
    void tellsThatARelayHasThrownUsOut() {
        flow(Map.of(), 30);
        relay(0, now, Map.of(), "the host reported ConsumerTooSlow");
        assertThat(told).singleElement().extracting(Alert::object).isEqualTo(RELAY + " rejected");
    }

    @Test
    void tellsOfWorkersThatFailAndOfDirectoriesThatAreAway() {
        report("resolver", Map.of("failed_in_a_row", 19L), "");
        assertThat(told).isEmpty();
        report("resolver", Map.of("failed_in_a_row", 20L), "connection refused");
        assertThat(told).singleElement().extracting(Alert::rule).isEqualTo(Rule.S3);
        report("resolver", Map.of("failed_in_a_row", 0L), "");
        assertThat(told).hasSize(2);

        told.clear();
        for (int i = 0; i < 59; i++) {
            report("directory/plc.example", Map.of("connected", 0L), "503");
            pass(5);
        }
        assertThat(told).isEmpty();
        for (int i = 0; i < 5; i++) {
            report("directory/plc.example", Map.of("connected", 0L), "503");
            pass(5);
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void tellsOfADeadNotifierAndOfWhatItGaveUp() {
        Map<String, Long> dead = Map.of("failed_in_a_row", 9L, "pending", 3L, "pending_since", now);
        report("notifier/webhook", dead, "HTTP 503");
        assertThat(told).isEmpty();
        pass(125);
        report("notifier/webhook", dead, "HTTP 503");
        assertThat(told).singleElement().extracting(Alert::object).isEqualTo("notifier/webhook untold");

        told.clear();
        report("notifier/webhook", Map.of("refused", 1L), "k3-1 version 1 given up: HTTP 400");
        report("notifier/webhook", Map.of("refused", 1L), "k3-1 version 1 given up: HTTP 400");
        report("notifier/webhook", Map.of("refused", 2L), "k3-2 version 1 given up: HTTP 400");
        List<Alert> refusals = told.stream()
                .filter(alert -> alert.object().endsWith("refused"))
                .toList();
        assertThat(refusals).hasSize(2);
        assertThat(refusals.get(1).version()).isEqualTo(2);
        assertThat(refusals.get(1).story()).extracting(Alert.StoryLine::text).anyMatch(text -> text.contains("k3-1"));
        assertThat(refusals.get(1).story()).extracting(Alert.StoryLine::text).anyMatch(text -> text.contains("k3-2"));
    }

    @Test
    void tellsThatBooksStayUnbalanced() {
        String books = "reconciliation/relay.example";
        for (int i = 0; i < 4; i++) {
            report(books, Map.of("missing", 3L), "");
            pass(30);
        }
        assertThat(told).isEmpty();
        report(books, Map.of("missing", 3L), "");
        assertThat(told).singleElement().extracting(Alert::priority).isEqualTo(Priority.P1);
        pass(30);
        report(books, Map.of("missing", 0L), "");
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsThatAPartReportsNoMore() {
        flow(Map.of(), 30);
        pass(50);
        told.addAll(watch.look(now));
        assertThat(told).isEmpty();
        pass(20);
        told.addAll(watch.look(now));
        told.addAll(watch.look(now));
        assertThat(told).singleElement().extracting(Alert::title).isEqualTo("no word from " + RELAY);
        relay(1, now, Map.of(), "");
        assertThat(told).hasSize(2);
    }

    @Test
    void goesOnWithTheSameIncidentAfterARestart() {
        report("resolver", Map.of("failed_in_a_row", 30L), "");
        byte[] kept = AlertJson.write(told.get(0)).toString().getBytes(StandardCharsets.UTF_8);

        watch = new SelfWatch();
        watch.resume(AlertJson.read(kept));
        report("resolver", Map.of("failed_in_a_row", 40L), "");
        assertThat(told).hasSize(1);
        report("resolver", Map.of("failed_in_a_row", 0L), "");
        assertThat(told).hasSize(2);
        assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
        assertThat(told.get(1).version()).isEqualTo(2);
    }

    @Test
    void keepsNoMoreThanItsBound() {
        for (int i = 0; i < 3 * SelfWatch.MAX_PARTS; i++) {
            report("worker" + i, Map.of("failed_in_a_row", 1_000L), "");
        }
        assertThat(watch.open()).hasSizeLessThanOrEqualTo(SelfWatch.MAX_PARTS);
    }

    private void flow(Map<String, Long> numbers, int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            done += 500;
            relay(1, now, numbers, "");
        }
    }

    private void silence(long lastAt, int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            relay(1, lastAt, Map.of(), "");
        }
    }

    private void relay(long connected, long lastAt, Map<String, Long> more, String detail) {
        Map<String, Long> numbers = new HashMap<>(more);
        numbers.put("connected", connected);
        numbers.put("last_at", lastAt);
        numbers.put("done", done);
        report(RELAY, numbers, detail);
        pass(5);
    }

    private void report(String part, Map<String, Long> numbers, String detail) {
        told.addAll(watch.observe(new HealthReport(part, now, numbers, detail)));
    }

    private void pass(int seconds) {
        now += seconds * SECOND;
    }
}
