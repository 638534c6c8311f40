package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Verdict;
import dev.sigwatch.simulator.life.OrdinaryLife;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A month of many honest publishers wakes nobody. */
@Timeout(600)
class OrdinaryLifeTest {
    private static final int PUBLISHERS = 10_000;
    /** Each a life of its own, on a thread of its own. */
    private static final int LIVES = 2;

    private static final Instant BEGINS = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void monthOfHonestPublishersWakesNobody() {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        long began = System.nanoTime();
        IntStream.range(0, LIVES).parallel().forEach(life -> outcomes.add(live(life)));
        System.out.println("ordinary life: " + outcomes + " in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        assertThat(outcomes).hasSize(LIVES).allSatisfy(outcome -> {
            assertThat(outcome.bad).isEmpty();
            assertThat(outcome.alerts.keySet()).noneMatch(it -> it.endsWith(" P1"));
            assertThat(outcome.alerts).containsKeys("K1 P2", "K9 P2");
            assertThat(outcome.verified).isGreaterThan(PUBLISHERS / LIVES * 6L);
        });
    }

    private record Outcome(long verified, long unproven, int changes, List<String> bad, Map<String, Long> alerts) {}

    private static Outcome live(int life) {
        OrdinaryLife lived = new OrdinaryLife(20_260_101 + life, "life" + life, PUBLISHERS / LIVES, BEGINS, MONTH);
        AlertLedger alerts = new AlertLedger();
        PureAudit audit = new PureAudit(alerts::onSignal);
        lived.live(
                reception -> {
                    audit.arrange(reception);
                    alerts.arrange(reception);
                },
                audit);
        return new Outcome(
                audit.verdicts().getOrDefault(Verdict.VERIFIED, 0L),
                audit.verdicts().getOrDefault(Verdict.UNPROVEN, 0L),
                lived.changes(),
                audit.bad().subList(0, Math.min(5, audit.bad().size())),
                alerts.incidents());
    }
}
