package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
    private static final Ending BROKEN = new Ending.Closed(1006, "reset");

    private final ReconnectPolicy policy = new ReconnectPolicy(new SplittableRandom(1));

    @Test
    void backsOffToAMinuteAndStartsOverAfterStableTraffic() {
        Duration delay = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            delay = policy.after(BROKEN, 0, Duration.ofSeconds(1)).delay();
        }
        assertThat(delay).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(policy.after(BROKEN, 5, ReconnectPolicy.STABLE).delay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aLongConnectionWithoutFramesProvesNothing() {
        policy.after(BROKEN, 0, Duration.ofHours(1));
        policy.after(BROKEN, 0, Duration.ofHours(1));
        assertThat(policy.after(BROKEN, 0, Duration.ofHours(1)).delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFutureCursorIsAnsweredByGoingLive() {
        assertThat(policy.after(new Ending.ErrorFrame("FutureCursor"), 0, Duration.ZERO)
                        .live())
                .isTrue();
        assertThat(policy.after(new Ending.ErrorFrame("ConsumerTooSlow"), 9, Duration.ZERO)
                        .live())
                .isFalse();
    }

    @Test
    void honoursRetryAfterAndIsSlowWhereWeAreWrong() {
        assertThat(refused(429, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
        assertThat(refused(503, null)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(refused(404, null)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(refused(501, null)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(refused(302, null)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void ourOwnResetIsNobodysFault() {
        policy.after(BROKEN, 0, Duration.ZERO);
        assertThat(policy.after(new Ending.LogReset(), 0, Duration.ZERO).delay())
                .isZero();
    }

    private Duration refused(int status, @org.jspecify.annotations.Nullable Duration retryAfter) {
        return policy.after(new Ending.Refused(status, retryAfter, ""), 0, Duration.ZERO)
                .delay();
    }
}
