package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CursorTrackTest {
    private final CursorTrack resumed = new CursorTrack(OptionalLong.of(1_000));

    @Test
    void liveTakesTheFirstNumberItSees() {
        CursorTrack live = new CursorTrack(OptionalLong.empty());
        assertThat(live.advance(-1)).isEqualTo(-1);
        assertThat(live.advance(20_000_000_000L)).isEqualTo(20_000_000_000L);
    }

    @Test
    void followsUpwardsOverGaps() {
        assertThat(resumed.advance(1_001)).isEqualTo(1_001);
        assertThat(resumed.advance(5_000)).isEqualTo(5_000);
    }

    @Test
    void oneAbsurdNumberChangesNothing() {
        assertThat(resumed.advance(CursorTrack.MAX_SEQ)).isEqualTo(1_000);
        assertThat(resumed.advance(1_001)).isEqualTo(1_001);
        assertThat(resumed.advance(Long.MAX_VALUE)).isEqualTo(1_001);
        assertThat(resumed.advance(0)).isEqualTo(1_001);
        assertThat(resumed.advance(3)).isEqualTo(1_001);
        assertThat(resumed.advance(1_002)).isEqualTo(1_002);
    }

    @Test
    void absurdNumbersAmongGoodOnesNeverAddUp() {
        for (int i = 1; i < 100; i++) {
            resumed.advance(9_000_000_000L + i);
            assertThat(resumed.advance(1_000 + i)).isEqualTo(1_000 + i);
        }
    }

    @Test
    void aHostThatStartsOverIsFollowedOnceItsNumbersHold() {
        for (int seq = 1; seq < CursorTrack.CONFIRMED; seq++) {
            assertThat(resumed.advance(seq)).isEqualTo(1_000);
        }
        assertThat(resumed.advance(CursorTrack.CONFIRMED)).isEqualTo(CursorTrack.CONFIRMED);
        assertThat(resumed.advance(CursorTrack.CONFIRMED + 1)).isEqualTo(CursorTrack.CONFIRMED + 1);
    }

    @Test
    void aHostReplacedByOneFarAheadIsFollowedToo() {
        long base = 20_000_000_000L;
        for (int i = 1; i < CursorTrack.CONFIRMED; i++) {
            assertThat(resumed.advance(base + i)).isEqualTo(1_000);
        }
        assertThat(resumed.advance(base + CursorTrack.CONFIRMED)).isEqualTo(base + CursorTrack.CONFIRMED);
    }
}
