package dev.sigwatch.ingest.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.desk.Desk.Admission;
import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_800_000_000 * SECOND;
    private static final Lane PLC = new Lane("plc", 2, Double.POSITIVE_INFINITY);

    private final DeskSettings settings = new DeskSettings(
            100,
            200,
            Duration.ofSeconds(10),
            0,
            2,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)),
            3,
            new Backoff(Duration.ofSeconds(30), Duration.ofSeconds(60)));
    private final Desk<String> desk = new Desk<>(settings, new SplittableRandom(1));
    private final Set<String> signed = new HashSet<>();

    @Test
    void requestsOfOneDidShareALookup() {
        admit("a", "1", NOW - 5, NOW);
        admit("a", "2", NOW - 3, NOW);
        Turn<String> turn = begin(NOW);
        assertThat(desk.next(NOW)).isNull();
        answer(turn, NOW + 1);
        assertThat(signed).containsExactlyInAnyOrder("1", "2");
        assertThat(desk.pending()).isZero();
        assertThat(admit("a", "3", NOW - 1, NOW + 2)).isEqualTo(Admission.ANSWERED);
    }

    @Test
    void aLookupDoesNotAnswerAQuestionAskedAfterItBegan() {
        admit("a", "1", NOW, NOW);
        Turn<String> turn = begin(NOW);
        admit("a", "2", NOW + 1, NOW + 1);
        answer(turn, NOW + 2);
        assertThat(signed).containsExactly("1");
        assertThat(desk.next(NOW + 9 * SECOND)).as("not within the interval").isNull();
        answer(begin(NOW + 10 * SECOND), NOW + 11 * SECOND);
        assertThat(signed).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aLaterRequestWaitsForTheInterval() {
        admit("a", "1", NOW, NOW);
        answer(begin(NOW), NOW);
        admit("a", "2", NOW + SECOND, NOW + SECOND);
        assertThat(desk.next(NOW + 2 * SECOND)).isNull();
        assertThat(desk.nextAt()).isEqualTo(NOW + 10 * SECOND);
        answer(begin(NOW + 10 * SECOND), NOW + 10 * SECOND);
        assertThat(signed).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void theNearFutureIsWaitedFor() {
        admit("a", "1", NOW + SECOND, NOW);
        assertThat(desk.next(NOW)).as("its answer would be too old").isNull();
        assertThat(desk.nextAt()).isEqualTo(NOW + SECOND);
        answer(begin(NOW + SECOND), NOW + SECOND + 1);
        assertThat(signed).containsExactly("1");
    }

    @Test
    void whatIsAskedForLaterDoesNotHoldUpWhatIsAskedForNow() {
        admit("a", "later", NOW + 110 * SECOND, NOW);
        assertThat(desk.nextAt()).isEqualTo(NOW + 110 * SECOND);
        admit("a", "now", NOW + SECOND, NOW + SECOND);
        Turn<String> turn = begin(NOW + SECOND);
        assertThat(turn.requests()).containsExactly("now");
        answer(turn, NOW + 2 * SECOND);
        assertThat(signed).containsExactly("now");
        assertThat(desk.nextAt()).as("no turn in vain before").isEqualTo(NOW + 110 * SECOND);
        answer(begin(NOW + 110 * SECOND), NOW + 111 * SECOND);
        assertThat(signed).containsExactlyInAnyOrder("now", "later");
    }

    @Test
    void aPauseAfterAFailureIsKeptWhateverIsAsked() {
        admit("a", "1", NOW, NOW);
        desk.failed(begin(NOW), false, null, NOW);
        long pause = desk.nextAt();
        assertThat(pause).isGreaterThan(NOW);
        admit("a", "2", NOW + 1, NOW + 1);
        assertThat(desk.nextAt()).isEqualTo(pause);
    }

    @Test
    void aFloodAboutOneDidCostsOneLookupPerInterval() {
        int lookups = 0;
        for (int i = 0; i < 95_000; i++) {
            long now = NOW + i * SECOND / 1_000;
            Admission admission = admit("a", "r" + i, now, now);
            assertThat(admission).isIn(Admission.QUEUED, Admission.FULL);
            for (Turn<String> turn = desk.next(now); turn != null; turn = desk.next(now)) {
                lookups++;
                answer(turn, now);
            }
        }
        assertThat(lookups).as("in 95 s, every 10 s").isEqualTo(10);
    }

    @Test
    void saysSinceWhenSomebodyWaitsForUs() {
        assertThat(desk.pendingSince(NOW)).isZero();
        admit("a", "1", NOW, NOW);
        admit("b", "2", NOW + 20 * SECOND, NOW + SECOND);
        assertThat(desk.pendingSince(NOW + 5 * SECOND)).isEqualTo(NOW);
        Turn<String> turn = begin(NOW + 5 * SECOND);
        assertThat(desk.pendingSince(NOW + 5 * SECOND))
                .as("under way, and not yet")
                .isZero();
        desk.failed(turn, false, Duration.ofMinutes(1), NOW + 6 * SECOND);
        assertThat(desk.pendingSince(NOW + 40 * SECOND))
                .as("the host does not want us")
                .isZero();
        assertThat(desk.pendingSince(NOW + 80 * SECOND)).isGreaterThan(NOW + 6 * SECOND);
    }

    @Test
    void nobodyCanAskForTheFuture() {
        admit("a", "1", Long.MAX_VALUE, NOW);
        answer(begin(NOW), NOW + 1);
        assertThat(signed).containsExactly("1");
    }

    @Test
    void aLaneTakesOnlySoManyAtOnceAndOthersPassIt() {
        admit("a", "1", NOW, NOW);
        admit("b", "2", NOW, NOW);
        admit("c", "3", NOW, NOW);
        admit("w", new Lane("web", 1, 1), NOW);
        List<Turn<String>> begun = new ArrayList<>();
        for (Turn<String> t = desk.next(NOW); t != null; t = desk.next(NOW)) {
            begun.add(t);
        }
        assertThat(begun).extracting(Turn::did).containsExactly("a", "b", "w");
        assertThat(desk.inFlight()).isEqualTo(3);
        answer(begun.get(0), NOW);
        assertThat(begin(NOW).did()).isEqualTo("c");
    }

    @Test
    void aLaneKeepsItsRate() {
        Lane slow = new Lane("slow", 10, 2);
        admit("a", slow, NOW);
        admit("b", slow, NOW);
        begin(NOW);
        assertThat(desk.next(NOW + SECOND / 2 - 1)).isNull();
        assertThat(begin(NOW + SECOND / 2).did()).isEqualTo("b");
    }

    @Test
    void retryAfterHoldsTheWholeLane() {
        admit("a", "1", NOW, NOW);
        admit("b", "2", NOW, NOW);
        Turn<String> a = begin(NOW);
        assertThat(desk.failed(a, false, Duration.ofSeconds(20), NOW)).isEmpty();
        assertThat(desk.next(NOW + 19 * SECOND)).isNull();
        assertThat(begin(NOW + 20 * SECOND)).isNotNull();
    }

    @Test
    void roundsEndInReportsAndTheLastGivesUp() {
        admit("a", "1", NOW, NOW);
        long now = NOW;
        List<Boolean> reports = new ArrayList<>();
        for (int n = 1; n <= 6; n++) {
            now = Math.max(now, desk.nextAt());
            Turn<String> turn = begin(now);
            reports.add(turn.endsRound(null));
            desk.failed(turn, false, null, now).forEach(Receipt::done);
            assertThat(signed.isEmpty()).isEqualTo(n < 6);
        }
        assertThat(reports).containsExactly(false, true, false, true, false, true);
        assertThat(desk.pending()).isZero();
        assertThat(desk.nextAt()).isEqualTo(Long.MAX_VALUE);
        assertThat(admit("a", "2", now, now)).as("asked again, looked up again").isEqualTo(Admission.QUEUED);
    }

    @Test
    void aLongRetryAfterIsReportedAtOnce() {
        admit("a", "1", NOW, NOW);
        assertThat(begin(NOW).endsRound(Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void aFailureThatLastsIsGivenUpAtOnceAndAnswersNothingToCome() {
        admit("a", "1", NOW, NOW);
        Turn<String> turn = begin(NOW);
        admit("a", "2", NOW + 1, NOW + 1);
        desk.failed(turn, true, null, NOW + 2).forEach(Receipt::done);
        assertThat(signed).containsExactlyInAnyOrder("1", "2");
        assertThat(admit("a", "3", NOW, NOW + 3)).isEqualTo(Admission.QUEUED);
        assertThat(desk.nextAt()).as("not at once").isEqualTo(NOW + 2 + 10 * SECOND);
    }

    @Test
    void aTurnThatTookLongIsFollowedByALongerRest() {
        DeskSettings resting =
                new DeskSettings(9, 9, Duration.ofSeconds(1), 4, 2, settings.attemptDelay(), 1, settings.roundDelay());
        Desk<String> other = new Desk<>(resting, new SplittableRandom(1));
        other.admit("1", new Wish("a", NOW, PLC, Duration.ZERO), () -> {}, NOW);
        Turn<String> turn = Objects.requireNonNull(other.next(NOW));
        other.answered(turn, NOW + 60 * SECOND);
        other.admit("2", new Wish("a", NOW + 1, PLC, Duration.ZERO), () -> {}, NOW + 61 * SECOND);
        assertThat(other.nextAt()).isEqualTo(NOW + (60 + 4 * 60) * SECOND);
    }

    @Test
    void thePatientAreSpreadAndComeAfterTheUrgent() {
        Wish patient = new Wish("p", NOW, new Lane("one", 1, 1e9), Duration.ofSeconds(30));
        for (String did : List.of("p1", "p2", "p3", "p4")) {
            desk.admit(did, new Wish(did, NOW, patient.lane(), patient.patience()), () -> {}, NOW);
        }
        assertThat(desk.nextAt()).isGreaterThan(NOW).isLessThan(NOW + 30 * SECOND);
        admit("u1", patient.lane(), NOW + 30 * SECOND);
        desk.admit("hurry", new Wish("p4", NOW, patient.lane(), Duration.ZERO), () -> {}, NOW + 30 * SECOND);
        List<String> order = new ArrayList<>();
        for (long now = NOW + 30 * SECOND; order.size() < 5; now += SECOND) {
            Turn<String> turn = begin(now);
            order.add(turn.did());
            answer(turn, now);
        }
        assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("u1", "p4");
        assertThat(order.subList(2, 5)).containsExactlyInAnyOrder("p1", "p2", "p3");
    }

    @Test
    void aCaseThatIsHastenedStillKeepsTheInterval() {
        admit("a", "1", NOW, NOW);
        answer(begin(NOW), NOW);
        desk.admit("2", new Wish("a", NOW + 1, PLC, Duration.ofMinutes(5)), () -> {}, NOW + 1);
        admit("a", "3", NOW + 2, NOW + 2);
        assertThat(desk.nextAt()).isEqualTo(NOW + 10 * SECOND);
    }

    @Test
    void aCaseGoesOnInAnotherLaneAndKeepsItsPlace() {
        Lane host = new Lane("host", 1, Double.POSITIVE_INFINITY);
        admit("a", "1", NOW, NOW);
        admit("later", host, NOW + 1);
        Turn<String> turn = begin(NOW + 2);
        assertThat(turn.did()).isEqualTo("a");
        desk.moved(turn, host, NOW + 3);
        Turn<String> second = begin(NOW + 3);
        assertThat(second.did()).isEqualTo("a");
        assertThat(second.lane()).isEqualTo(host);
        assertThat(desk.next(NOW + 3)).as("one at a time there").isNull();
        answer(second, NOW + 4);
        assertThat(signed).containsExactly("1");
        assertThat(begin(NOW + 4).did()).isEqualTo("later");
    }

    @Test
    void aTurnNamesTheRequestsItCanAnswer() {
        admit("a", "1", NOW - 5, NOW);
        admit("a", "2", NOW - 3, NOW);
        Turn<String> turn = begin(NOW);
        assertThat(turn.requests()).containsExactly("1", "2");
        assertThat(turn.after()).isEqualTo(NOW - 3);
        assertThat(turn.isLast()).isFalse();
        desk.failed(turn, false, null, NOW);
        assertThat(begin(desk.nextAt()).isLast()).isTrue();
    }

    @Test
    void whatIsNotPublishedIsLookedUpAgain() {
        admit("a", "1", NOW, NOW);
        desk.unpublished(begin(NOW), Duration.ofSeconds(5), NOW);
        assertThat(signed).isEmpty();
        assertThat(desk.next(NOW + 4 * SECOND)).isNull();
        answer(begin(NOW + 5 * SECOND), NOW + 5 * SECOND);
        assertThat(signed).containsExactly("1");
    }

    @Test
    void isBoundedByCasesAndByRequests() {
        for (int i = 0; i < 100; i++) {
            assertThat(admit("d" + i, "r" + i, NOW, NOW)).isEqualTo(Admission.QUEUED);
        }
        assertThat(admit("one more", "x", NOW, NOW)).isEqualTo(Admission.FULL);
        for (int i = 0; i < 100; i++) {
            assertThat(admit("d0", "s" + i, NOW, NOW)).isEqualTo(Admission.QUEUED);
        }
        assertThat(admit("d0", "x", NOW, NOW)).isEqualTo(Admission.FULL);
    }

    @Test
    void everyRequestIsSignedOnceWhateverHappens() {
        long seed = 99;
        System.out.println("DeskTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> all = new ArrayList<>();
        List<Turn<String>> open = new ArrayList<>();
        long now = NOW;
        for (int step = 0; step < 20_000 || !(open.isEmpty() && desk.pending() == 0); step++) {
            assertThat(step).isLessThan(200_000);
            now += random.nextLong(3 * SECOND);
            String name = "r" + step;
            if (step < 20_000 && random.nextInt(3) == 0) {
                Admission admission = admit("d" + random.nextInt(30), name, now - random.nextLong(20 * SECOND), now);
                if (admission == Admission.QUEUED) {
                    all.add(name);
                }
            }
            Turn<String> turn = desk.next(now);
            if (turn != null) {
                open.add(turn);
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                settle(open.remove(random.nextInt(open.size())), random, now);
            }
        }
        assertThat(signed).containsExactlyInAnyOrderElementsOf(all);
        assertThat(desk.inFlight()).isZero();
        System.out.println("DeskTest requests " + all.size());
    }

    private void settle(Turn<String> turn, SplittableRandom random, long now) {
        switch (random.nextInt(5)) {
            case 0 ->
                desk.failed(turn, random.nextInt(20) == 0, random.nextBoolean() ? null : Duration.ofSeconds(5), now)
                        .forEach(Receipt::done);
            case 1 -> desk.unpublished(turn, Duration.ofSeconds(5), now);
            case 2 -> desk.moved(turn, random.nextBoolean() ? PLC : new Lane("host", 1, 1), now);
            default -> answer(turn, now);
        }
    }

    private Admission admit(String did, String name, long after, long now) {
        return desk.admit(
                name,
                new Wish(did, after, PLC, Duration.ZERO),
                () -> assertThat(signed.add(name)).as("%s signed once", name).isTrue(),
                now);
    }

    private Turn<String> begin(long now) {
        @Nullable Turn<String> turn = desk.next(now);
        return Objects.requireNonNull(turn, "nothing to do");
    }

    private void answer(Turn<String> turn, long now) {
        desk.answered(turn, now).forEach(Receipt::done);
    }

    private void admit(String did, Lane lane, long now) {
        desk.admit(did, new Wish(did, now, lane, Duration.ZERO), () -> {}, now);
    }
}
