package dev.sigwatch.ingest.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void doublesUpToItsBoundAndKeepsHalfOfItRandom() {
        SplittableRandom random = new SplittableRandom(1);
        for (int failures = 1; failures < 2_000; failures++) {
            long full = Math.min(60_000, 1_000L << Math.min(failures - 1, 30));
            assertThat(backoff.delay(failures, random).toMillis()).isBetween(full / 2, full);
        }
    }
}
