package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.stream.Liveness.Act;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final Liveness liveness = new Liveness(Duration.ofSeconds(30), Duration.ofSeconds(60), 0);

    @Test
    void pingsEachInterval() {
        assertThat(tick(29)).isEqualTo(Act.NOTHING);
        assertThat(tick(30)).isEqualTo(Act.PING);
        assertThat(tick(45)).isEqualTo(Act.NOTHING);
        liveness.heard(seconds(50));
        assertThat(tick(60)).isEqualTo(Act.PING);
    }

    @Test
    void givesUpAfterSilence() {
        liveness.heard(seconds(10));
        assertThat(tick(69)).isNotEqualTo(Act.GIVE_UP);
        assertThat(tick(70)).isEqualTo(Act.GIVE_UP);
    }

    @Test
    void silenceWhileWeAreBusyIsOurs() {
        liveness.busy();
        assertThat(tick(500)).isEqualTo(Act.PING);
        liveness.free(seconds(500));
        assertThat(tick(530)).isNotEqualTo(Act.GIVE_UP);
        assertThat(tick(560)).isEqualTo(Act.GIVE_UP);
    }

    private Act tick(long second) {
        return liveness.tick(seconds(second));
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
