package dev.sigwatch.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.judge.KeyUse.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minutes. The owner's key A is replaced at 100 by a thief's B, which a recovery to C undoes at 200. Another DID rotated at 100 from A to B. */
class KeyUseTest {
    private static final long MINUTE = 60_000_000;
    private static final long GRACE = 10 * MINUTE;

    private static final List<KeyPeriod> ROTATED = List.of(
            period("A", 0, 100 * MINUTE, 100 * MINUTE, KeyPeriod.OPEN),
            period("B", 100, KeyPeriod.OPEN, KeyPeriod.OPEN, KeyPeriod.OPEN));

    private static final List<KeyPeriod> RECOVERED = List.of(
            period("A", 0, 100 * MINUTE, 200 * MINUTE, KeyPeriod.OPEN),
            period("B", 100, 200 * MINUTE, 100 * MINUTE, 200 * MINUTE),
            period("C", 200, KeyPeriod.OPEN, KeyPeriod.OPEN, KeyPeriod.OPEN));

    @ParameterizedTest
    @CsvSource({
        "A, 50, 50, VALID",
        "A, 99, 99, VALID",
        "A, 100, 100, IN_GRACE",
        "A, 109, 109, IN_GRACE",
        "A, 110, 110, RETIRED",
        "A, 5000, 109, UNDATED",
        "A, 5000, 110, RETIRED",
        "B, 100, 100, VALID",
        "B, 5000, 5000, VALID",
        "B, 99, 99, NOT_YET_PUBLISHED",
        "B, 90, 90, NOT_YET_PUBLISHED",
        "B, 89, 89, UNKNOWN",
        "Z, 50, 50, UNKNOWN"
    })
    void afterARotation(String key, long arrived, long made, Kind expected) {
        assertThat(use(ROTATED, key, arrived, made)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "A, 150, 150, VALID",
        "A, 205, 205, IN_GRACE",
        "A, 300, 300, RETIRED",
        "B, 150, 150, NULLIFIED",
        "B, 300, 300, NULLIFIED",
        "C, 200, 200, VALID"
    })
    void afterARecovery(String key, long arrived, long made, Kind expected) {
        assertThat(use(RECOVERED, key, arrived, made)).isEqualTo(expected);
    }

    private static Kind use(List<KeyPeriod> periods, String key, long arrived, long made) {
        return KeyUse.of(periods, key, arrived * MINUTE, made * MINUTE, GRACE).kind();
    }

    private static KeyPeriod period(String key, long from, long servedUntil, long validUntil, long nullifiedAt) {
        return new KeyPeriod(
                "set " + key, key, null, new byte[0], 0, from * MINUTE, servedUntil, validUntil, nullifiedAt);
    }
}
