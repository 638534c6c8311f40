package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.ingest.identity.IdentityDirectory.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which DID is looked up when. Pure, not safe for use by several threads; time is microseconds since the epoch.
 *
 * <p>Requests of one DID share a case. A lookup answers those that ask for nothing newer than its beginning: one that began
 * before the question may show the world before it. The others wait for the DID's next lookup.
 */
final class Desk {
    private static final long MICROS = 1_000_000;
    /** A directory that asks for a longer wait than this is reported unavailable at once. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);
    /** Lanes kept though idle, for the sake of their limits. */
    private static final int IDLE_LANES = 1_000;

    enum Admission {
        QUEUED,
        /** An earlier lookup is new enough. */
        ANSWERED,
        /** Too much is open; ask again. */
        FULL
    }

    /** A lookup to be done now. */
    record Ticket(String did, long startedAt) {}

    private final DeskSettings settings;
    private final RandomGenerator random;
    private final Map<String, DeskCase> cases = new LinkedHashMap<>();
    private final Map<String, DeskLane> lanes = new LinkedHashMap<>();
    private final TreeSet<DeskLane> waiting = new TreeSet<>(DeskLane.BY_TIME);
    private final Map<String, Long> lastAnswered;
    private int openRequests;
    private int inFlight;
    private long nextCase;

    Desk(DeskSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.lastAnswered = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > settings.maxCases();
            }
        };
    }

    Admission admit(IdentityRequest request, Receipt receipt, Lane lane, long now) {
        String did = request.did();
        // Nobody may ask for an observation of the future: it would be looked up until then.
        long after = Math.min(request.after(), now);
        Long last = lastAnswered.get(did);
        if (last != null && last >= after) {
            return Admission.ANSWERED;
        }
        DeskCase open = cases.get(did);
        if (openRequests >= settings.maxRequests() || (open == null && cases.size() >= settings.maxCases())) {
            return Admission.FULL;
        }
        openRequests++;
        if (open != null) {
            open.requests.add(new DeskCase.Open(receipt, after));
            return Admission.QUEUED;
        }
        DeskCase fresh = new DeskCase(did, lane(lane, now), nextCase++);
        fresh.requests.add(new DeskCase.Open(receipt, after));
        fresh.notBefore = last == null ? now : Math.max(now, last + micros(settings.interval()));
        cases.put(did, fresh);
        enqueue(fresh);
        return Admission.QUEUED;
    }

    /** The next lookup to begin now, null if there is none. */
    @Nullable
    Ticket next(long now) {
        if (waiting.isEmpty() || waiting.first().nextAt() > now) {
            return null;
        }
        DeskLane lane = waiting.first();
        waiting.remove(lane);
        DeskCase begun = lane.begin(now);
        await(lane);
        inFlight++;
        return new Ticket(begun.did, now);
    }

    /** When {@link #next} may have something, if nothing else happens; {@link Long#MAX_VALUE} for never. */
    long nextAt() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().nextAt();
    }

    /** A lookup's observations are published; returns what to sign. */
    List<Receipt> answered(Ticket ticket, long now) {
        DeskCase done = finish(ticket, now, null);
        lastAnswered.put(ticket.did(), ticket.startedAt());
        List<Receipt> signed = new ArrayList<>();
        for (Iterator<DeskCase.Open> open = done.requests.iterator(); open.hasNext(); ) {
            DeskCase.Open request = open.next();
            if (request.after() <= ticket.startedAt()) {
                signed.add(request.receipt());
                open.remove();
            }
        }
        openRequests -= signed.size();
        done.attempt = 0;
        done.round = 0;
        again(done, Math.max(now, ticket.startedAt() + micros(settings.interval())), now);
        return signed;
    }

    /** Whether this failure ends a round, and so must be published before it is booked with {@link #failed}. */
    boolean endsRound(Ticket ticket, @Nullable Duration retryAfter) {
        boolean longWait = retryAfter != null && retryAfter.compareTo(LONG_WAIT) > 0;
        return longWait || open(ticket).attempt + 1 >= settings.attempts();
    }

    /** A lookup failed, and that is published if it ends a round; returns the requests given up, to sign. */
    List<Receipt> failed(Ticket ticket, @Nullable Duration retryAfter, long now) {
        boolean endsRound = endsRound(ticket, retryAfter);
        DeskCase failed = finish(ticket, now, retryAfter);
        if (!endsRound) {
            failed.attempt++;
            again(failed, now + micros(settings.attemptDelay().delay(failed.attempt, random)), now);
            return List.of();
        }
        failed.attempt = 0;
        failed.round++;
        List<Receipt> givenUp = List.of();
        if (failed.round >= settings.rounds()) {
            givenUp = failed.requests.stream().map(DeskCase.Open::receipt).toList();
            openRequests -= givenUp.size();
            failed.requests.clear();
        }
        again(failed, now + micros(settings.roundDelay().delay(failed.round, random)), now);
        return givenUp;
    }

    /** A lookup's observations could not be published: ask again later, nobody's fault over there. */
    void unpublished(Ticket ticket, Duration wait, long now) {
        again(finish(ticket, now, null), now + micros(wait), now);
    }

    int pending() {
        return cases.size();
    }

    int inFlight() {
        return inFlight;
    }

    private DeskCase finish(Ticket ticket, long now, @Nullable Duration retryAfter) {
        DeskCase done = open(ticket);
        inFlight--;
        DeskLane lane = done.lane;
        waiting.remove(lane);
        lane.finish(retryAfter == null ? now : now + micros(retryAfter));
        await(lane);
        return done;
    }

    private DeskCase open(Ticket ticket) {
        DeskCase open = cases.get(ticket.did());
        if (open == null) {
            throw new IllegalStateException("no case of " + ticket.did());
        }
        return open;
    }

    private void again(DeskCase open, long notBefore, long now) {
        if (open.requests.isEmpty()) {
            cases.remove(open.did);
            if (open.lane.isIdle(now)) {
                lanes.remove(open.lane.name());
            }
            return;
        }
        open.notBefore = notBefore;
        enqueue(open);
    }

    private void enqueue(DeskCase open) {
        waiting.remove(open.lane);
        open.lane.add(open);
        await(open.lane);
    }

    private void await(DeskLane lane) {
        if (lane.canBegin()) {
            waiting.add(lane);
        }
    }

    private DeskLane lane(Lane lane, long now) {
        if (lanes.size() > IDLE_LANES) {
            lanes.values().removeIf(other -> other.isIdle(now));
        }
        return lanes.computeIfAbsent(lane.name(), name -> new DeskLane(lane));
    }

    private static long micros(Duration duration) {
        return duration.toSeconds() * MICROS + duration.toNanosPart() / 1_000;
    }
}
