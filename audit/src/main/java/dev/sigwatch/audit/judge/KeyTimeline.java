package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys a DID was shown to have, by the time we were shown them. A commit is judged against the answer in force when it
 * arrived, so the order in which frames and observations are processed does not decide the verdict.
 *
 * @param entries answers by time, consecutive equal ones joined; at most {@link #MAX_ENTRIES}
 * @param log the newest signing keys by the operations of the directory's log, in the log's order; at most {@link #MAX_LOG}, empty for
 *     did:web
 * @param lastFailure why the newest attempt gave no answer, empty where it did
 */
public record KeyTimeline(List<KeyEntry> entries, List<KeyPeriod> log, String lastFailure) {
    /** A DID whose document changes more often loses its oldest answers. */
    public static final int MAX_ENTRIES = 32;

    /** What nearly every commit needs; a DID's whole history is read only where this does not explain a signature. */
    public static final int MAX_LOG = 8;

    private static final int MAX_FAILURE = 200;

    /** Nothing observed yet. */
    public static final KeyTimeline EMPTY = new KeyTimeline(List.of(), List.of(), "");

    /** The timeline after one more observation; the same observation again changes nothing. */
    public KeyTimeline observed(IdentityObservation observation) {
        return switch (observation.kind()) {
            case DID_DOCUMENT, NOT_FOUND -> with(ObservedKeys.answer(observation));
            case UNAVAILABLE -> new KeyTimeline(entries, log, failure(observation.body()));
            case PLC_AUDIT_LOG, PLC_OP, PLC_FEED_FAULT, REDIRECT, HANDLE -> this;
        };
    }

    /** The timeline with what the directory's log says now. */
    KeyTimeline withLog(List<KeyPeriod> periods) {
        List<KeyPeriod> newest = List.copyOf(periods.subList(Math.max(0, periods.size() - MAX_LOG), periods.size()));
        return newest.equals(log) ? this : new KeyTimeline(entries, newest, lastFailure);
    }

    /**
     * The answers as periods, for want of a log: one begins when it was first seen, the very first at any time before, and ends when
     * another was.
     */
    List<KeyPeriod> answersAsPeriods() {
        List<KeyPeriod> periods = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            KeyEntry entry = entries.get(i);
            long until = i + 1 < entries.size() ? entries.get(i + 1).firstObserved() : KeyPeriod.OPEN;
            periods.add(new KeyPeriod(
                    entry.source(),
                    entry.key(),
                    entry.curve(),
                    entry.point(),
                    0,
                    i == 0 ? Long.MIN_VALUE : entry.firstObserved(),
                    until,
                    until,
                    KeyPeriod.OPEN));
        }
        return periods;
    }

    private static String failure(byte[] body) {
        String reason = new String(body, StandardCharsets.UTF_8);
        return reason.length() > MAX_FAILURE ? reason.substring(0, MAX_FAILURE) : reason;
    }

    private KeyTimeline with(KeyEntry answer) {
        List<KeyEntry> all = new ArrayList<>(entries);
        all.add(answer);
        all.sort(Comparator.comparingLong(KeyEntry::firstObserved));
        List<KeyEntry> joined = new ArrayList<>(all.size());
        for (KeyEntry entry : all) {
            KeyEntry last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.source().equals(entry.source())) {
                joined.set(joined.size() - 1, last.seenAgain(entry.lastObserved()));
            } else if (last != null && last.lastObserved() >= entry.lastObserved()) {
                joined.set(joined.size() - 1, upTo(last, entry.firstObserved()));
                joined.add(entry);
                joined.add(from(last, entry.lastObserved()));
            } else {
                joined.add(entry);
            }
        }
        int surplus = Math.max(0, joined.size() - MAX_ENTRIES);
        return new KeyTimeline(List.copyOf(joined.subList(surplus, joined.size())), log, "");
    }

    private static KeyEntry upTo(KeyEntry entry, long time) {
        return new KeyEntry(
                entry.firstObserved(),
                time,
                entry.key(),
                entry.curve(),
                entry.point(),
                entry.source(),
                entry.problem());
    }

    private static KeyEntry from(KeyEntry entry, long time) {
        return new KeyEntry(
                time, entry.lastObserved(), entry.key(), entry.curve(), entry.point(), entry.source(), entry.problem());
    }

    /** Whether nothing was answered yet. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Index of the answer in force at a time: the newest not after it, or the first one ever; -1 where there is none. */
    int indexAt(long time) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).firstObserved() <= time) {
                return i;
            }
        }
        return entries.isEmpty() ? -1 : 0;
    }

    /** Index of the first answer, from {@code from} on, that was still given at {@code time} or later; -1 where there is none. */
    int firstSeenSince(int from, long time) {
        for (int i = from; i < entries.size(); i++) {
            if (entries.get(i).lastObserved() >= time) {
                return i;
            }
        }
        return -1;
    }

    /** The newest answer, null where there is none. */
    public @Nullable KeyEntry newest() {
        return entries.isEmpty() ? null : entries.get(entries.size() - 1);
    }
}
