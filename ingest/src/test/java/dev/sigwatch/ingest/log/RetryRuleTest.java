package dev.sigwatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.log.JournalException.Remedy;
import dev.sigwatch.ingest.time.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
    private final RetryRule rule =
            new RetryRule(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(16)), new SplittableRandom(1));

    @Test
    void waitsLongerEachTimeUntilSomethingIsCommitted() {
        for (int i = 0; i < 5; i++) {
            rule.next(Remedy.RETRY, 0);
        }
        assertThat(rule.next(Remedy.RETRY, 0)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        rule.progressed(true);
        assertThat(rule.next(Remedy.RETRY, 0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void givesUpWhereToldTo() {
        assertThat(rule.next(Remedy.GIVE_UP, 0)).isNull();
    }

    @Test
    void beingShutOutAgainAndAgainMeansThatThereAreTwoOfUs() {
        for (int i = 0; i < RetryRule.MAX_FENCED; i++) {
            assertThat(rule.next(Remedy.FENCED, i)).isEqualTo(RetryRule.FENCED_DELAY);
        }
        assertThat(rule.next(Remedy.FENCED, 10)).isNull();
    }

    @Test
    void beingShutOutNowAndThenIsForgiven() {
        long step = RetryRule.FENCED_WINDOW.toNanos() + 1;
        for (int i = 0; i < 20; i++) {
            assertThat(rule.next(Remedy.FENCED, i * step)).isEqualTo(RetryRule.FENCED_DELAY);
        }
    }
}
