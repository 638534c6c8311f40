package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.identity.KeyPeriod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key was to its DID when a commit came: the best of the periods in which it was published decides.
 *
 * @param period the one that decides, null for {@link Kind#UNKNOWN}
 */
record KeyUse(Kind kind, @Nullable KeyPeriod period) {

    /** From best to worst. */
    enum Kind {
        /** In force. */
        VALID,
        /** Replaced moments before. */
        IN_GRACE,
        /** The directory took it in only after the commit had come, but soon. */
        NOT_YET_PUBLISHED,
        /** Only a recovery's undone operation has it. */
        NULLIFIED,
        /** Replaced, and the commit says of itself that it was made later. */
        RETIRED,
        /** Replaced, and the commit says that it was made before. */
        UNDATED,
        /** Not published, or only much later. */
        UNKNOWN;

        /** Whether a signature under such a key holds. */
        boolean holds() {
            return this == VALID || this == IN_GRACE || this == NOT_YET_PUBLISHED;
        }
    }

    /** The directory's clock and ours. */
    private static final long SKEW_MICROS = 5_000_000;

    /** A server may sign with a key that the directory is about to take in; ten minutes is also how long answers are waited for. */
    private static final long EARLY_MICROS = 10 * 60 * 1_000_000L;

    private static final KeyUse NONE = new KeyUse(Kind.UNKNOWN, null);

    /**
     * @param key did:key that the signature verifies under
     * @param arrived when the commit came, microseconds since the epoch
     * @param made when its revision says it was made, microseconds since the epoch
     * @param grace how long after its replacement a key is still honoured, microseconds
     */
    static KeyUse of(List<KeyPeriod> periods, String key, long arrived, long made, long grace) {
        KeyUse best = NONE;
        for (int i = periods.size() - 1; i >= 0; i--) {
            KeyPeriod period = periods.get(i);
            if (period.key().equals(key)) {
                Kind kind = kind(period, arrived, made, grace);
                if (kind == Kind.VALID) {
                    return new KeyUse(kind, period);
                }
                if (kind.compareTo(best.kind) < 0) {
                    best = new KeyUse(kind, period);
                }
            }
        }
        return best;
    }

    private static Kind kind(KeyPeriod period, long arrived, long made, long grace) {
        if (period.isNullified()) {
            return Kind.NULLIFIED;
        }
        if (period.from() > arrived + SKEW_MICROS) {
            return period.from() <= arrived + EARLY_MICROS ? Kind.NOT_YET_PUBLISHED : Kind.UNKNOWN;
        }
        if (arrived < period.validUntil()) {
            return Kind.VALID;
        }
        long graceEnd = period.validUntil() + grace;
        if (arrived < graceEnd) {
            return Kind.IN_GRACE;
        }
        return made >= graceEnd ? Kind.RETIRED : Kind.UNDATED;
    }
}
