package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.IdentityRequest.Reason;
import dev.sigwatch.ingest.identity.Desk.Admission;
import dev.sigwatch.ingest.identity.Desk.Ticket;
import dev.sigwatch.ingest.identity.IdentityDirectory.Lane;
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
            2,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)),
            3,
            new Backoff(Duration.ofSeconds(30), Duration.ofSeconds(60)));
    private final Desk desk = new Desk(settings, new SplittableRandom(1));
    private final Set<String> signed = new HashSet<>();

    @Test
    void requestsOfOneDidShareALookup() {
        admit("a", "1", NOW - 5, NOW);
        admit("a", "2", NOW - 3, NOW);
        Ticket ticket = begin(NOW);
        assertThat(desk.next(NOW)).isNull();
        answer(ticket, NOW + 1);
        assertThat(signed).containsExactlyInAnyOrder("1", "2");
        assertThat(desk.pending()).isZero();
        assertThat(admit("a", "3", NOW - 1, NOW + 2)).isEqualTo(Admission.ANSWERED);
    }

    @Test
    void aLookupDoesNotAnswerAQuestionAskedAfterItBegan() {
        admit("a", "1", NOW, NOW);
        Ticket ticket = begin(NOW);
        admit("a", "2", NOW + 1, NOW + 1);
        answer(ticket, NOW + 2);
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
        desk.admit(request("w", NOW), () -> {}, new Lane("web", 1, 1), NOW);
        List<String> begun = new ArrayList<>();
        for (Ticket t = desk.next(NOW); t != null; t = desk.next(NOW)) {
            begun.add(t.did());
        }
        assertThat(begun).containsExactlyInAnyOrder("a", "b", "w");
        assertThat(desk.inFlight()).isEqualTo(3);
        answer(new Ticket("a", NOW), NOW);
        assertThat(begin(NOW).did()).isEqualTo("c");
    }

    @Test
    void aLaneKeepsItsRate() {
        Lane slow = new Lane("slow", 10, 2);
        desk.admit(request("a", NOW), () -> {}, slow, NOW);
        desk.admit(request("b", NOW), () -> {}, slow, NOW);
        begin(NOW);
        assertThat(desk.next(NOW + SECOND / 2 - 1)).isNull();
        assertThat(begin(NOW + SECOND / 2).did()).isEqualTo("b");
    }

    @Test
    void retryAfterHoldsTheWholeLane() {
        admit("a", "1", NOW, NOW);
        admit("b", "2", NOW, NOW);
        Ticket a = begin(NOW);
        assertThat(desk.failed(a, Duration.ofSeconds(20), NOW)).isEmpty();
        assertThat(desk.next(NOW + 19 * SECOND)).isNull();
        assertThat(begin(NOW + 20 * SECOND)).isNotNull();
    }

    @Test
    void roundsEndInReportsAndTheLastGivesUp() {
        admit("a", "1", NOW, NOW);
        long now = NOW;
        List<Boolean> reports = new ArrayList<>();
        for (int lookup = 1; lookup <= 6; lookup++) {
            now = Math.max(now, desk.nextAt());
            Ticket ticket = begin(now);
            reports.add(desk.endsRound(ticket, null));
            desk.failed(ticket, null, now).forEach(Receipt::done);
            assertThat(signed.isEmpty()).isEqualTo(lookup < 6);
        }
        assertThat(reports).containsExactly(false, true, false, true, false, true);
        assertThat(desk.pending()).isZero();
        assertThat(desk.nextAt()).isEqualTo(Long.MAX_VALUE);
        assertThat(admit("a", "2", now, now)).as("asked again, looked up again").isEqualTo(Admission.QUEUED);
    }

    @Test
    void aLongRetryAfterIsReportedAtOnce() {
        admit("a", "1", NOW, NOW);
        assertThat(desk.endsRound(begin(NOW), Duration.ofMinutes(5))).isTrue();
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
        List<Ticket> open = new ArrayList<>();
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
            Ticket ticket = desk.next(now);
            if (ticket != null) {
                open.add(ticket);
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                settle(open.remove(random.nextInt(open.size())), random, now);
            }
        }
        assertThat(signed).containsExactlyInAnyOrderElementsOf(all);
        assertThat(desk.inFlight()).isZero();
        System.out.println("DeskTest requests " + all.size());
    }

    private void settle(Ticket ticket, SplittableRandom random, long now) {
        switch (random.nextInt(4)) {
            case 0 ->
                desk.failed(ticket, random.nextBoolean() ? null : Duration.ofSeconds(5), now)
                        .forEach(Receipt::done);
            case 1 -> desk.unpublished(ticket, Duration.ofSeconds(5), now);
            default -> answer(ticket, now);
        }
    }

    private Admission admit(String did, String name, long after, long now) {
        return desk.admit(
                request(did, after),
                () -> assertThat(signed.add(name)).as("%s signed once", name).isTrue(),
                PLC,
                now);
    }

    private Ticket begin(long now) {
        @Nullable Ticket ticket = desk.next(now);
        return Objects.requireNonNull(ticket, "nothing to do");
    }

    private void answer(Ticket ticket, long now) {
        desk.answered(ticket, now).forEach(Receipt::done);
    }

    private static IdentityRequest request(String did, long after) {
        return new IdentityRequest(did, Reason.FIRST_SEEN, after);
    }
}
