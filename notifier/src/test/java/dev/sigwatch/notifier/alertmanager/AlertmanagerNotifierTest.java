package dev.sigwatch.notifier.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.notifier.Alerts;
import dev.sigwatch.notifier.Delivery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real Alertmanager. */
class AlertmanagerNotifierTest {
    private Path folder = Path.of("");

    @BeforeEach
    void needsIt(@TempDir Path given) {
        folder = given;
        Assumptions.assumeTrue(
                RealAlertmanager.program().isPresent(),
                "SKIPPED: no prometheus-alertmanager on this machine; notifier/alertmanager/install.sh says why");
    }

    @Test
    void firesUntilItIsOver() throws Exception {
        try (RealAlertmanager real = RealAlertmanager.start(folder);
                AlertmanagerNotifier notifier = new AlertmanagerNotifier(real.target(), Clock.systemUTC())) {
            Alert alert = Alerts.open("K3-1");
            assertThat(notifier.deliver(alert)).isInstanceOf(Delivery.Done.class);

            JsonNode fires = real.alerts();
            assertThat(fires).hasSize(1);
            JsonNode labels = fires.get(0).path("labels");
            assertThat(labels.path("alertname").asText()).isEqualTo("takeover_pattern");
            assertThat(labels.path("rule").asText()).isEqualTo("K3");
            assertThat(labels.path("severity").asText()).isEqualTo("P1");
            assertThat(labels.path("route").asText()).isEqualTo("security");
            assertThat(labels.path("did").asText()).isEqualTo(alert.did());
            assertThat(labels.path("alert_id").asText()).isEqualTo("K3-1");
            assertThat(labels.path("pds").asText()).isEqualTo("https://evil.example");
            JsonNode annotations = fires.get(0).path("annotations");
            assertThat(annotations.path("summary").asText()).isEqualTo(alert.title());
            assertThat(annotations.path("deadline").asText())
                    .isEqualTo(instant(alert.deadlineAt()).toString());
            assertThat(annotations.path("commands").asText()).startsWith("./sigwatch identity");
            assertThat(Instant.parse(fires.get(0).path("endsAt").asText()))
                    .isEqualTo(instant(alert.deadlineAt()).truncatedTo(ChronoUnit.MILLIS));

            assertThat(notifier.deliver(Alerts.of("K3-1", 2, Alert.Status.RECOVERED, Priority.P1)))
                    .isInstanceOf(Delivery.Done.class);
            assertThat(real.alerts()).isEmpty();
            assertThat(notifier.follows("K3-1")).isFalse();
        }
    }

    @Test
    void doesNotLeaveAnAlertBehindWhoseLabelsChanged() throws Exception {
        try (RealAlertmanager real = RealAlertmanager.start(folder);
                AlertmanagerNotifier notifier = new AlertmanagerNotifier(real.target(), Clock.systemUTC())) {
            notifier.deliver(Alerts.of("K3-1", 1, Alert.Status.OPEN, Priority.P2));
            notifier.deliver(Alerts.of("K3-1", 2, Alert.Status.OPEN, Priority.P1));

            assertThat(severities(real)).containsExactly("P1");
        }
    }

    @Test
    void tellsARestartedAlertmanagerWhatIsOpenAgain() throws Exception {
        int port = RealAlertmanager.freePort();
        try (AlertmanagerNotifier notifier = new AlertmanagerNotifier(
                dev.sigwatch.notifier.http.HttpTarget.parse("http://127.0.0.1:" + port), Clock.systemUTC())) {
            try (RealAlertmanager real = RealAlertmanager.start(folder, port)) {
                notifier.deliver(Alerts.open("K3-1"));
                notifier.deliver(Alerts.open("K3-2"));
                notifier.deliver(Alerts.of("K3-2", 2, Alert.Status.RECOVERED, Priority.P1));
                assertThat(real.alerts()).hasSize(1);
            }
            assertThat(notifier.refresh()).isInstanceOf(Delivery.Later.class);
            try (RealAlertmanager real = RealAlertmanager.start(folder, port)) {
                assertThat(real.alerts()).isEmpty();
                assertThat(notifier.refresh()).isInstanceOf(Delivery.Done.class);
                assertThat(real.alerts()).hasSize(1);
            }
        }
    }

    @Test
    void keepsWhatCouldNotBeCheckedApart() throws Exception {
        try (RealAlertmanager real = RealAlertmanager.start(folder);
                AlertmanagerNotifier notifier = new AlertmanagerNotifier(real.target(), Clock.systemUTC())) {
            notifier.deliver(Alerts.open("K3-1"));
            notifier.deliver(Alerts.of("C4-1", 1, Alert.Status.OPEN, Priority.P3, Rule.C4, ""));

            List<String> routes = StreamSupport.stream(real.groups().spliterator(), false)
                    .map(group -> group.path("labels").path("route").asText())
                    .toList();
            assertThat(routes).containsExactlyInAnyOrder("security", "operations");
        }
    }

    @Test
    void takesWhatStrangersWrote() throws Exception {
        try (RealAlertmanager real = RealAlertmanager.start(folder);
                AlertmanagerNotifier notifier = new AlertmanagerNotifier(real.target(), Clock.systemUTC())) {
            Alert plain = Alerts.open("K3-1");
            Alert nasty = new Alert(
                    plain.id(),
                    1,
                    plain.rule(),
                    plain.priority(),
                    plain.status(),
                    plain.route(),
                    plain.did(),
                    "\u202eevil\u0000\n\ud800",
                    false,
                    "",
                    "x".repeat(100_000),
                    "\u001b[31m",
                    plain.raisedAt(),
                    plain.updatedAt(),
                    null,
                    List.of(),
                    List.of(),
                    1,
                    "",
                    "",
                    List.of(),
                    java.util.Map.of("pds", "y".repeat(10_000)),
                    List.of());
            assertThat(notifier.deliver(nasty)).isInstanceOf(Delivery.Done.class);
            JsonNode annotations = real.alerts().get(0).path("annotations");
            assertThat(annotations.path("description").asText()).isEqualTo("?[31m");
            assertThat(annotations.path("handle").asText())
                    .startsWith("?evil??")
                    .endsWith("(unverified)");
        }
    }

    private static List<String> severities(RealAlertmanager real) throws Exception {
        return StreamSupport.stream(real.alerts().spliterator(), false)
                .map(alert -> alert.path("labels").path("severity").asText())
                .toList();
    }

    private static Instant instant(@org.jspecify.annotations.Nullable Long micros) {
        return Instant.EPOCH.plus(java.util.Objects.requireNonNull(micros), ChronoUnit.MICROS);
    }
}
