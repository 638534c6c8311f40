package dev.sigwatch.notifier.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.health.HealthJson;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifications;
import dev.sigwatch.notifier.Notifier;
import dev.sigwatch.notifier.courier.TestBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a part's reports to the people who are told, on a real broker. */
class SelfWatcherTest {
    private static final int TRIES = 300;

    private final List<Alert> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfTroubleAndAcrossARestartOfItsEnd(@TempDir Path folder) throws Exception {
        try (TestBroker broker = new TestBroker(folder)) {
            try (Notifications running = start(broker)) {
                reportUntilTold(broker, 25, 1);
                assertThat(told.get(0).title()).isEqualTo("resolver fails again and again");
                assertThat(running.status()).hasSize(1);
            }
            try (Notifications running = start(broker)) {
                reportUntilTold(broker, 0, 2);
                assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
                assertThat(told.get(1).status()).isEqualTo(Alert.Status.RECOVERED);
                assertThat(running.status()).hasSize(1);
            }
        }
    }

    /** Reports again and again, as parts do, until as many alerts were told. */
    private void reportUntilTold(TestBroker broker, long failures, int count) throws Exception {
        for (int i = 0; i < TRIES && told.size() < count; i++) {
            HealthReport report = new HealthReport(
                    "resolver", Clock.systemUTC().millis() * 1_000, Map.of("failed_in_a_row", failures), "");
            broker.write(Topics.HEALTH, report.part(), HealthJson.write(report));
            Thread.sleep(100);
        }
        assertThat(told).hasSize(count);
    }

    private Notifications start(TestBroker broker) {
        Notifier notifier = new Notifier() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Delivery deliver(Alert alert) {
                told.add(alert);
                return new Delivery.Done();
            }

            @Override
            public void close() {}
        };
        return Notifications.start(broker.access(), List.of(Addressee.ofAll(notifier)), Clock.systemUTC());
    }
}
