package dev.sigwatch.ingest.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    private final OffsetTracker offsets = new OffsetTracker();

    @Test
    void commitsOnlyWhatHasNothingOpenBelow() {
        for (long offset = 10; offset < 14; offset++) {
            offsets.delivered(0, offset);
        }
        offsets.done(0, 11);
        assertThat(offsets.committable()).as("10 is open").isEqualTo(Map.of(0, 10L));
        offsets.done(0, 10);
        assertThat(offsets.committable()).isEqualTo(Map.of(0, 12L));
        assertThat(offsets.committable()).as("nothing moved").isEmpty();
        offsets.done(0, 13);
        offsets.done(0, 12);
        offsets.done(0, 12);
        assertThat(offsets.committable()).isEqualTo(Map.of(0, 14L));
    }

    @Test
    void partitionsAreApart() {
        offsets.delivered(1, 5);
        offsets.delivered(2, 7);
        offsets.done(2, 7);
        assertThat(offsets.committable()).isEqualTo(Map.of(1, 5L, 2, 8L));
        offsets.done(3, 1);
    }
}
