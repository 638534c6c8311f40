package dev.sigwatch.notifier.courier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.Alerts;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.ALERTS, 0);
    private static final Delivery DONE = new Delivery.Done();
    private static final Delivery DOWN = new Delivery.Later("down", Optional.empty(), false);
    private static final Delivery BROKEN = new Delivery.Later("HTTP 500", Optional.empty(), true);
    private static final Delivery REFUSED = new Delivery.Refused("HTTP 400");

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private Function<Alert, Delivery> answers = alert -> DONE;
    private final Outbox outbox = outbox(Set.of(Route.values()));
    private long offset;

    @Test
    void tellsEachVersionOnceWhateverKafkaRepeats() {
        add(Alerts.open("a"));
        add(Alerts.open("a"));
        add(Alerts.of("a", 3, Alert.Status.OPEN, Priority.P1));
        add(Alerts.of("a", 2, Alert.Status.OPEN, Priority.P1));
        work();

        assertThat(told).containsExactly("a/1", "a/3");
        assertThat(outbox.takeDone()).containsEntry(PARTITION, new OffsetAndMetadata(4));
    }

    @Test
    void triesTheFirstUntilItIsTakenAndLosesNoneBehindIt() {
        answers = alert -> DOWN;
        add(Alerts.open("a"));
        add(Alerts.open("b"));
        for (int i = 0; i < 100; i++) {
            work();
            clock.forward(Duration.ofMinutes(5));
        }
        assertThat(told).isEmpty();
        assertThat(outbox.takeDone()).isEmpty();
        assertThat(outbox.status().failedInARow()).isEqualTo(100);
        assertThat(outbox.status().pending()).isEqualTo(2);
        assertThat(outbox.status().pendingSince()).isEqualTo(7_000_000);
        assertThat(outbox.status().detail()).isEqualTo("down");

        answers = alert -> DONE;
        work();
        assertThat(told).containsExactly("a/1", "b/1");
        assertThat(outbox.status().failedInARow()).isZero();
        assertThat(outbox.status().detail()).isEmpty();
    }

    @Test
    void leavesAFailingOneAloneForLongerAndLonger() {
        int[] tries = {0};
        answers = alert -> {
            tries[0]++;
            return DOWN;
        };
        add(Alerts.open("a"));
        for (int second = 0; second < 60; second++) {
            work();
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(tries[0]).isBetween(5, 8);
    }

    @Test
    void leavesOneAloneForAsLongAsItAsked() {
        answers = alert -> new Delivery.Later("busy", Optional.of(Duration.ofSeconds(30)), false);
        add(Alerts.open("a"));
        work();
        answers = alert -> DONE;
        clock.forward(Duration.ofSeconds(29));
        work();
        assertThat(told).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        work();
        assertThat(told).containsExactly("a/1");
    }

    @Test
    void givesUpWhatIsRefusedAgainAndAgainAndSaysWhich() {
        answers = alert -> alert.id().equals("bad") ? REFUSED : DONE;
        add(Alerts.open("bad"));
        add(Alerts.open("good"));
        for (int i = 1; i < Outbox.MAX_REFUSALS; i++) {
            work();
            clock.forward(Duration.ofMinutes(5));
        }
        assertThat(told).isEmpty();
        work();

        assertThat(told).containsExactly("good/1");
        assertThat(outbox.status().refused()).isEqualTo(1);
        assertThat(outbox.status().detail()).isEqualTo("bad version 1 given up: HTTP 400");
    }

    @Test
    void givesUpWhatBreaksItsReceiverOnlyIfAnotherIsTaken() {
        answers = alert -> BROKEN;
        add(Alerts.open("bad"));
        add(Alerts.open("good"));
        for (int i = 0; i < 50; i++) {
            work();
            clock.forward(Duration.ofMinutes(5));
        }
        assertThat(outbox.status().refused()).isZero();

        answers = alert -> alert.id().equals("bad") ? BROKEN : DONE;
        work();
        assertThat(told).containsExactly("good/1");
        assertThat(outbox.status().refused()).isEqualTo(1);
        work();
        assertThat(outbox.takeDone()).containsEntry(PARTITION, new OffsetAndMetadata(2));
    }

    @Test
    void tellsWhatWasExpectedOnlyWhereItHadToldItBefore() {
        add(Alerts.of("expected", 1, Alert.Status.EXPLAINED, Priority.P2, Rule.K1, "planned by ops"));
        add(Alerts.of("expected", 2, Alert.Status.RECOVERED, Priority.P2, Rule.K1, "planned by ops"));
        add(Alerts.of("late", 1, Alert.Status.OPEN, Priority.P2));
        add(Alerts.of("late", 2, Alert.Status.EXPLAINED, Priority.P2, Rule.K1, "planned by ops"));
        work();

        assertThat(told).containsExactly("late/1", "late/2");
    }

    @Test
    void tellsOnlyOfItsRoutes() {
        Outbox operations = outbox(Set.of(Route.OPERATIONS));
        operations.add(record(Alerts.open("security")));
        operations.add(record(Alerts.of("unproven", 1, Alert.Status.OPEN, Priority.P3, Rule.C4, "")));
        operations.work(Long.MAX_VALUE);

        assertThat(told).containsExactly("unproven/1");
    }

    @Test
    void goesOnBehindARecordThatIsNoAlert() {
        outbox.add(new ConsumerRecord<>(Topics.ALERTS, 0, offset++, "", "{}".getBytes(StandardCharsets.UTF_8)));
        add(Alerts.open("a"));
        work();

        assertThat(told).containsExactly("a/1");
        assertThat(outbox.status().refused()).isEqualTo(1);
    }

    private void add(Alert alert) {
        outbox.add(record(alert));
    }

    private ConsumerRecord<String, byte[]> record(Alert alert) {
        return new ConsumerRecord<>(
                Topics.ALERTS,
                0,
                offset++,
                7_000,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                0,
                0,
                "",
                AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8),
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty());
    }

    private void work() {
        outbox.work(Long.MAX_VALUE);
    }

    private Outbox outbox(Set<Route> routes) {
        Notifier notifier = new Notifier() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Delivery deliver(Alert alert) {
                Delivery answer = answers.apply(alert);
                if (answer instanceof Delivery.Done) {
                    told.add(alert.id() + "/" + alert.version());
                }
                return answer;
            }

            @Override
            public void close() {}
        };
        return new Outbox(new Addressee(notifier, routes), Backoff.STANDARD, clock, new Random(7));
    }

    private static final class ManualClock extends Clock {
        private Instant now = Instant.ofEpochSecond(1_700_000_000);

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
