package dev.sigwatch.audit.policy;

import org.jspecify.annotations.Nullable;

/**
 * An account of {@code trustedDIDs}, and during which time it is trusted.
 *
 * @param did exact, case-sensitive
 * @param name for people, empty if none is given
 * @param validFrom microseconds since the epoch, inclusive; null for ever before
 * @param expiresAt microseconds since the epoch, exclusive; null for ever after
 * @param line where it stands
 * @param validFromLine where that bound stands, {@link #line} if it is not given
 * @param expiresAtLine likewise
 */
public record TrustedDid(
        String did,
        String name,
        @Nullable Long validFrom,
        @Nullable Long expiresAt,
        int line,
        int validFromLine,
        int expiresAtLine) {

    /** The account as people read it. */
    public String text() {
        return name.isEmpty() ? did : did + " (" + name + ")";
    }

    boolean isBefore(long at) {
        return validFrom != null && at < validFrom;
    }

    boolean isOver(long at) {
        return expiresAt != null && at >= expiresAt;
    }
}
