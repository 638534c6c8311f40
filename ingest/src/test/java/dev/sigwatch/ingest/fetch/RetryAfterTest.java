package dev.sigwatch.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.tryParse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.tryParse("Wed, 21 Oct 2026 07:28:30 GMT", NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void staysWithinBounds() {
        assertThat(RetryAfter.tryParse("999999999", NOW)).contains(RetryAfter.LONGEST);
        assertThat(RetryAfter.tryParse("Wed, 21 Oct 2020 07:28:30 GMT", NOW)).contains(Duration.ZERO);
    }

    @Test
    void isEmptyForRubbish() {
        for (String text : new String[] {"", "-1", "soon", "1.5", "99999999999999999999"}) {
            assertThat(RetryAfter.tryParse(text, NOW)).as(text).isEmpty();
        }
    }
}
