package dev.sigwatch.audit.policy;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the watchlist.
 *
 * @param kind what it names
 * @param value the DID, or the pattern
 * @param glob the pattern, null for a DID
 * @param note what the reader should know, empty if none
 * @param expires from when on it matches nothing, microseconds since the epoch; null for never
 * @param line where it stands
 */
public record WatchItem(
        Kind kind,
        String value,
        @Nullable Glob glob,
        String note,
        @Nullable Long expires,
        int line) {
    /** What an entry names. */
    public enum Kind {
        /** An account. */
        DID,
        /** Accounts by the handle they claim, verified or not: a false claim only raises attention. */
        HANDLE,
        /** Accounts by the repositories they write to. */
        REPOSITORY
    }

    /** The entry as alerts name it. */
    public String text() {
        String what = kind.name().toLowerCase(java.util.Locale.ROOT) + " " + value;
        return note.isEmpty() ? what : what + " (" + note + ")";
    }

    boolean isInForce(long at) {
        return expires == null || at < expires;
    }

    boolean matches(String name) {
        return glob == null ? value.equals(name) : glob.matches(name);
    }
}
