package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.IdentityFacts;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Memory.Arrival;
import dev.sigwatch.audit.alert.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of one day come to. The decision table in {@code docs/alerts.md} is this class in words.
 *
 * @param window changes of the 24 hours up to the newest, those undone left out, oldest first
 * @param before what the identity was before the first
 * @param after what it is after the last
 */
record Takeover(List<Change> window, IdentityFacts before, IdentityFacts after, Memory memory) {

    /** How changes of control are told apart. */
    enum Ruling {
        /** Not all of key, control and home changed. */
        NO_PATTERN(""),
        /** Somebody signed who had not been in control the day before. */
        STRANGER_SIGNED("The key that signed had not controlled the account a day before."),
        /** Keys that people held are gone or outranked. */
        OWNER_LOST("The keys with which its owner controlled the account are gone, or stand below an unknown one."),
        /** One server's key took the place of another's, and nothing speaks for a move its owner wanted. */
        HOST_CHANGED_UNASKED(
                "The old server has not let the account go, nor did the new one announce it before it wrote."),
        /** The same, and the account's old server or its quiet arrival speaks for a move; or too little is known yet. */
        LIKELY_MOVE("");

        private final String reason;

        Ruling(String reason) {
            this.reason = reason;
        }

        /** Why it is a takeover, for people; empty if it is none. */
        String reason() {
            return reason;
        }
    }

    /** The changes up to the newest; null if there are none. */
    static @Nullable Takeover of(Memory memory) {
        List<Change> live = memory.changes().stream()
                .filter(it -> !it.isUndone() && it.isPlc())
                .toList();
        if (live.isEmpty()) {
            return null;
        }
        long newest = live.get(live.size() - 1).at();
        List<Change> window = live.stream()
                .filter(it -> it.at() >= newest - Memory.WINDOW_MICROS)
                .toList();
        return new Takeover(
                window, window.get(0).before(), window.get(window.size() - 1).after(), memory);
    }

    Ruling ruling() {
        boolean hasMoved = !before.pds().equals(after.pds()) || !before.handle().equals(after.handle());
        boolean isResigned = !before.signingKey().equals(after.signingKey());
        if (!isResigned || !hasMoved || !hasControlMoved(after.rotationKeys())) {
            return Ruling.NO_PATTERN;
        }
        if (window.stream().anyMatch(it -> !before.rotationKeys().contains(it.signerKey()))) {
            return Ruling.STRANGER_SIGNED;
        }
        if (!OwnersKeys.of(before.rotationKeys()).isEmpty()) {
            String strongest = before.rotationKeys().get(0);
            boolean isOwnersWill = window.stream().allMatch(it -> it.signerKey().equals(strongest));
            if (isOwnersWill && isLetGo()) {
                return Ruling.LIKELY_MOVE;
            }
            // Servers move accounts with their own key, and some hold the strongest one as well: the next server's take
            // their place.
            boolean mayBeMove = isServersDoing() && (isLetGoByOldServer() || !isWrittenSoon());
            return mayBeMove ? Ruling.LIKELY_MOVE : Ruling.OWNER_LOST;
        }
        boolean isQuietSwap = memory.arrival() == Arrival.QUIET && strangers() <= 1;
        boolean isMove = isLetGo() || isQuietSwap || !isWrittenSoon();
        return isMove ? Ruling.LIKELY_MOVE : Ruling.HOST_CHANGED_UNASKED;
    }

    /** Whether the strongest key is gone, or an unknown one stands above all that are left. */
    private boolean hasControlMoved(List<String> rotationKeys) {
        List<String> old = before.rotationKeys();
        boolean isStrangerOnTop = !rotationKeys.isEmpty() && !old.contains(rotationKeys.get(0));
        return !old.isEmpty() && (isStrangerOnTop || !rotationKeys.contains(old.get(0)));
    }

    /**
     * Whether the old server said that the account was deactivated there, which takes the account's password: on its own stream, or
     * before the move, while no other server's word would have been passed on. A relay passes the new server's word on afterwards.
     */
    private boolean isLetGo() {
        String oldHost = Words.host(before.pds());
        long movedAt = window.stream()
                .filter(Change::isMove)
                .mapToLong(Change::at)
                .findFirst()
                .orElse(window.get(0).at());
        return memory.deactivations().stream().anyMatch(word -> word.host().equals(oldHost) || word.at() <= movedAt);
    }

    private boolean isLetGoByOldServer() {
        String oldHost = Words.host(before.pds());
        return memory.deactivations().stream().anyMatch(word -> word.host().equals(oldHost));
    }

    /** Whether the account moved by nothing but the old server's own key, the last one. */
    private boolean isServersDoing() {
        String servers = before.rotationKeys().get(before.rotationKeys().size() - 1);
        return !before.pds().equals(after.pds())
                && window.stream().allMatch(it -> it.signerKey().equals(servers));
    }

    private boolean isWrittenSoon() {
        long until = window.get(window.size() - 1).at() + Memory.WINDOW_MICROS;
        return writes().stream().anyMatch(write -> write.at() <= until);
    }

    private long strangers() {
        return after.rotationKeys().stream()
                .filter(key -> !before.rotationKeys().contains(key) && !OwnersKeys.isOperators(key))
                .count();
    }

    /** Registry writes signed with the new key. */
    List<Write> writes() {
        return memory.writes().stream()
                .filter(write -> write.key().equals(after.signingKey()))
                .toList();
    }

    /** The operation with which control was lost. */
    Change decisive() {
        return window.stream()
                .filter(it -> hasControlMoved(it.after().rotationKeys()))
                .findFirst()
                .orElse(window.get(0));
    }

    /**
     * The first operation that a key from before can still undo, and with it all that follow; null if none can be.
     */
    @Nullable
    Change undoable() {
        return window.stream()
                .filter(it -> Undo.stronger(it).stream().anyMatch(before.rotationKeys()::contains))
                .findFirst()
                .orElse(null);
    }
}
