package dev.sigwatch.audit.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a DID for the sake of patterns. Bounded: with every limit reached some 60 KB, mostly none of it.
 *
 * @param identity what it says of itself now
 * @param handleVerified whether the handle's domain names it
 * @param changes of the last 75 hours, oldest first; at most {@link #MAX_CHANGES}
 * @param arrival what its first commit since it moved was
 * @param writes the newest registry writes since the oldest change, oldest first; at most {@link #MAX_WRITES}
 * @param repositories it wrote to, the newest last; at most {@link #MAX_REPOSITORIES}
 * @param inactive the newest word of a host that it does not serve the account; null while it is served
 * @param deactivations by which hosts it was deactivated in that time, the newest last; at most {@link #MAX_DEACTIVATIONS}
 * @param notices identity events since something about the identity changed
 */
public record Memory(
        IdentityFacts identity,
        boolean handleVerified,
        List<Change> changes,
        Arrival arrival,
        List<Write> writes,
        List<String> repositories,
        @Nullable Inactivity inactive,
        List<Inactivity> deactivations,
        Notices notices) {

    /** The directory takes 30 operations of a DID a day. */
    public static final int MAX_CHANGES = 30;

    /** As many as a person reads in an alert. */
    public static final int MAX_WRITES = 16;

    /** A pattern of the watchlist that matches none of the newest so many will match a later write. */
    public static final int MAX_REPOSITORIES = 16;

    /** As many hosts as pass an account's status on. */
    public static final int MAX_DEACTIVATIONS = 4;

    /** An account's status while its owner has it switched off, as when it moves. */
    public static final String DEACTIVATED = "deactivated";

    /** Changes further apart than this are not one pattern. */
    public static final long WINDOW_MICROS = 24 * 3_600 * 1_000_000L;

    /**
     * For how long changes, and what came after them, are remembered: as long as the directory lets a stronger key undo them, and what
     * it may take until that is seen.
     */
    public static final long KEPT_MICROS = 75 * 3_600 * 1_000_000L;

    /** An account that moves is deactivated at its old server, perhaps before we hear that it moved. */
    public static final long SETTLE_MICROS = 60 * 1_000_000L;

    /** Nothing noticed. */
    public static final Memory EMPTY = new Memory(
            IdentityFacts.NONE, false, List.of(), Arrival.AWAITED, List.of(), List.of(), null, List.of(), Notices.NONE);

    /** What the first commit since an account moved was. */
    public enum Arrival {
        /** There was none yet, or it did not move. */
        AWAITED,
        /** One without operations, or a {@code #sync}: what a host sends of an account that arrives. */
        QUIET,
        /** One that writes at once. */
        WRITING
    }

    /**
     * A host's word that it does not serve the account; unsigned.
     *
     * @param status the host's word for why
     * @param at microseconds since the epoch
     * @param told whether there is nothing more to say of it
     */
    public record Inactivity(String host, String status, long at, boolean told) {}

    /**
     * Identity events that announced nothing.
     *
     * @param since when the first came, microseconds since the epoch
     * @param newest when the newest came
     * @param host who sent it
     */
    public record Notices(int count, long since, long newest, String host) {
        /** None. */
        public static final Notices NONE = new Notices(0, 0, 0, "");
    }

    /** When time alone makes something of it: a deactivation that lasts, a change that is old; never if nothing does. */
    long nextAt() {
        long next = AlertDecision.NEVER;
        if (inactive != null && !inactive.told()) {
            next = inactive.at() + SETTLE_MICROS;
        }
        for (Change change : changes) {
            next = Math.min(next, change.seenAt() + KEPT_MICROS + 1);
        }
        return next;
    }

    /** This memory once time has made of it what it makes. */
    Memory settled(long now) {
        if (inactive == null || inactive.told() || now < inactive.at() + SETTLE_MICROS) {
            return this;
        }
        Inactivity told = new Inactivity(inactive.host(), inactive.status(), inactive.at(), true);
        return new Memory(
                identity, handleVerified, changes, arrival, writes, repositories, told, deactivations, notices);
    }

    /** Whether there is nothing in it that a later signal needs. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }
}
