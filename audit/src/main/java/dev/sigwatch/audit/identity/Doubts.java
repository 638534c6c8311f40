package dev.sigwatch.audit.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps track of what does not fit, until it fits or has not for too long. */
final class Doubts {
    /** How much later, in microseconds, an answer must still not fit that fits nothing known: two requests apart. */
    static final long SETTLE_MICROS = 10_000_000;

    /** For how long a replica may lack what another server of a directory, or another directory, shows, in microseconds. */
    static final long LAG_MICROS = 60_000_000;

    /** After this long, in microseconds, a doubt that nobody came back to says nothing about a new one. */
    static final long FORGET_MICROS = 600_000_000;

    /** What to do about something that does not fit. */
    enum Advice {
        /** Ask again, after the delay. */
        ASK,
        /** Nothing: it was asked already, or told. */
        WAIT,
        /** Tell. */
        TELL
    }

    private Doubts() {}

    /**
     * Notes that something does not fit.
     *
     * @param what a hash of what was served
     * @param delay for how long that may be, in microseconds
     */
    static Advice raise(Draft draft, String about, String what, long delay) {
        long at = draft.seen.observedAt();
        Doubt held = find(draft, about);
        boolean isForgotten = held != null && !held.isTold() && at - held.since() > FORGET_MICROS;
        if (held == null || isForgotten) {
            boolean isSettled = delay == 0;
            put(draft, new Doubt(about, draft.source(), what, at, isSettled));
            return isSettled ? Advice.TELL : Advice.ASK;
        }
        boolean isTold = held.isTold() && held.what().equals(what);
        if (isTold || at - held.since() < delay || at < held.since()) {
            return Advice.WAIT;
        }
        put(draft, new Doubt(about, draft.source(), what, held.since(), true));
        return Advice.TELL;
    }

    /** Notes that it fits now. */
    static void settle(Draft draft, String about) {
        Doubt held = find(draft, about);
        if (held != null && held.since() <= draft.seen.observedAt()) {
            draft.doubts = without(draft, held);
        }
    }

    /** Notes that everything fits now of which the name begins so. */
    static void settleAll(Draft draft, String prefix) {
        List<Doubt> others = new ArrayList<>(draft.doubts);
        others.removeIf(doubt -> doubt.about().startsWith(prefix) && doubt.since() <= draft.seen.observedAt());
        draft.doubts = List.copyOf(others);
    }

    private static @Nullable Doubt find(Draft draft, String about) {
        for (Doubt doubt : draft.doubts) {
            if (doubt.about().equals(about) && doubt.source().equals(draft.source())) {
                return doubt;
            }
        }
        return null;
    }

    private static void put(Draft draft, Doubt doubt) {
        Doubt held = find(draft, doubt.about());
        List<Doubt> doubts = new ArrayList<>(held == null ? draft.doubts : without(draft, held));
        doubts.add(doubt);
        int surplus = Math.max(0, doubts.size() - IdentityState.MAX_DOUBTS);
        draft.doubts = List.copyOf(doubts.subList(surplus, doubts.size()));
    }

    private static List<Doubt> without(Draft draft, Doubt doubt) {
        List<Doubt> others = new ArrayList<>(draft.doubts);
        others.remove(doubt);
        return List.copyOf(others);
    }
}
