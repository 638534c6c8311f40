package dev.sigwatch.ingest.desk;

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
 * Decides whose turn it is. Pure, not safe for use by several threads; time is microseconds since the epoch.
 *
 * <p>Requests of one DID share a case, and a DID has one turn at a time. A turn answers those that ask for nothing newer than its
 * beginning: one that began before the question may show the world before it. The others wait for the DID's next turn.
 */
final class Desk<R> {
    /**
     * How far ahead a request may ask: a signature that fails asks for an answer one second younger than its frame, one in doubt
     * for what directories will have agreed on within a minute.
     */
    static final long NEAR_MICROS = 120_000_000;

    private static final long MICROS = 1_000_000;
    /** Lanes kept though idle, for the sake of their limits. */
    private static final int IDLE_LANES = 1_000;

    enum Admission {
        QUEUED,
        /** An earlier turn is new enough. */
        ANSWERED,
        /** Too much is open; ask again. */
        FULL
    }

    /** What is remembered of a DID without an open case: when its last answer was begun, and when it may have a turn again. */
    private record Past(long answeredFrom, long earliest) {}

    private final DeskSettings settings;
    private final RandomGenerator random;
    private final Map<String, DeskCase<R>> cases = new LinkedHashMap<>();
    private final Map<String, DeskLane<R>> lanes = new LinkedHashMap<>();
    private final TreeSet<DeskLane<R>> waiting = new TreeSet<>(DeskLane.BY_TIME);
    private final Map<String, Past> pasts;
    private int openRequests;
    private int inFlight;
    private long nextCase;

    Desk(DeskSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.pasts = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
                return size() > settings.maxCases();
            }
        };
    }

    Admission admit(R request, Wish wish, Receipt receipt, long now) {
        String did = wish.did();
        // The near future is waited for: an answer begun before it would not be taken, and nobody asks twice. Who asks
        // for what is further ahead gets what there is now.
        long after = wish.after() <= now + NEAR_MICROS ? wish.after() : now;
        Past past = pasts.get(did);
        if (past != null && past.answeredFrom >= after) {
            return Admission.ANSWERED;
        }
        DeskCase<R> open = cases.get(did);
        if (openRequests >= settings.maxRequests() || (open == null && cases.size() >= settings.maxCases())) {
            return Admission.FULL;
        }
        openRequests++;
        if (open == null) {
            open = open(wish, after, past == null ? now : Math.max(now, past.earliest), now);
        } else {
            hasten(open, after, wish.isUrgent());
        }
        open.requests.add(new DeskCase.Open<>(request, receipt, after));
        return Admission.QUEUED;
    }

    private DeskCase<R> open(Wish wish, long after, long floor, long now) {
        DeskCase<R> fresh = new DeskCase<>(wish.did(), lane(wish.lane(), now), nextCase++);
        fresh.urgent = wish.isUrgent();
        fresh.floor = floor;
        long earliest = Math.max(after, floor);
        fresh.earliest = earliest;
        fresh.notBefore = earliest + (fresh.urgent ? 0 : random.nextLong(micros(wish.patience()) + 1));
        cases.put(fresh.did, fresh);
        enqueue(fresh);
        return fresh;
    }

    /** Brings a case forward for one more request: to the urgent ones, and to when that may be answered. */
    private void hasten(DeskCase<R> open, long after, boolean urgent) {
        long earliest = Math.min(open.earliest, Math.max(after, open.floor));
        if (open.inFlight) {
            open.urgent |= urgent;
            return;
        }
        if (earliest == open.earliest && (open.urgent || !urgent)) {
            return;
        }
        waiting.remove(open.lane);
        open.lane.remove(open);
        open.urgent |= urgent;
        open.notBefore = open.urgent ? earliest : open.notBefore - open.earliest + earliest;
        open.earliest = earliest;
        enqueue(open);
    }

    /** The next turn to begin now, null if there is none. */
    @Nullable
    Turn<R> next(long now) {
        if (waiting.isEmpty() || waiting.first().nextAt() > now) {
            return null;
        }
        DeskLane<R> lane = waiting.first();
        waiting.remove(lane);
        DeskCase<R> begun = lane.begin(now);
        await(lane);
        inFlight++;
        begun.inFlight = true;
        List<DeskCase.Open<R>> answerable =
                begun.requests.stream().filter(open -> open.after() <= now).toList();
        return new Turn<>(
                begun.did,
                lane.limits,
                now,
                answerable.stream().mapToLong(DeskCase.Open::after).max().orElse(now),
                answerable.stream().map(DeskCase.Open::request).toList(),
                begun.attempt + 1 >= settings.attempts());
    }

    /** When {@link #next} may have something, if nothing else happens; {@link Long#MAX_VALUE} for never. */
    long nextAt() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().nextAt();
    }

    /** A turn's answer is published; returns what to sign. */
    List<Receipt> answered(Turn<R> turn, long now) {
        DeskCase<R> done = finish(turn, now, null);
        long earliest = rested(done, turn.startedAt() + micros(settings.interval()), now);
        pasts.put(turn.did(), new Past(turn.startedAt(), earliest));
        List<Receipt> signed = new ArrayList<>();
        for (Iterator<DeskCase.Open<R>> open = done.requests.iterator(); open.hasNext(); ) {
            DeskCase.Open<R> request = open.next();
            if (request.after() <= turn.startedAt()) {
                signed.add(request.receipt());
                open.remove();
            }
        }
        openRequests -= signed.size();
        done.attempt = 0;
        done.round = 0;
        again(done, earliest, now);
        return signed;
    }

    /** A turn failed, and that is published if it lasts or ends a round; returns the requests given up, to sign. */
    List<Receipt> failed(Turn<R> turn, boolean isLasting, @Nullable Duration retryAfter, long now) {
        DeskCase<R> failed = finish(turn, now, retryAfter);
        if (!isLasting && !turn.endsRound(retryAfter)) {
            failed.attempt++;
            again(failed, now + micros(settings.attemptDelay().delay(failed.attempt, random)), now);
            return List.of();
        }
        failed.attempt = 0;
        failed.round++;
        if (!isLasting && failed.round < settings.rounds()) {
            again(failed, now + micros(settings.roundDelay().delay(failed.round, random)), now);
            return List.of();
        }
        List<Receipt> givenUp =
                failed.requests.stream().map(DeskCase.Open::receipt).toList();
        openRequests -= givenUp.size();
        failed.requests.clear();
        Past past = pasts.get(turn.did());
        long answeredFrom = past == null ? Long.MIN_VALUE : past.answeredFrom;
        pasts.put(turn.did(), new Past(answeredFrom, rested(failed, now + micros(settings.interval()), now)));
        again(failed, now, now);
        return givenUp;
    }

    /** A turn's answer could not be published: have it again later, nobody's fault over there. */
    void unpublished(Turn<R> turn, Duration wait, long now) {
        again(finish(turn, now, null), now + micros(wait), now);
    }

    /** A turn found that the way leads through another lane, where the case now waits as long as it has waited already. */
    void moved(Turn<R> turn, Lane to, long now) {
        DeskCase<R> moved = finish(turn, now, null);
        DeskLane<R> left = moved.lane;
        moved.lane = lane(to, now);
        again(moved, moved.notBefore, now);
        forget(left, now);
    }

    int pending() {
        return cases.size();
    }

    /** When the case that waits the longest could first have had its next turn; 0 if none could by now. */
    long pendingSince(long now) {
        long oldest = Long.MAX_VALUE;
        for (DeskLane<R> lane : lanes.values()) {
            oldest = Math.min(oldest, lane.waitingSince(now));
        }
        return oldest <= now ? oldest : 0;
    }

    int inFlight() {
        return inFlight;
    }

    private long rested(DeskCase<R> over, long atLeast, long now) {
        long rested = now + settings.restFactor() * over.spent;
        over.spent = 0;
        return Math.max(atLeast, rested);
    }

    private DeskCase<R> finish(Turn<R> turn, long now, @Nullable Duration retryAfter) {
        DeskCase<R> done = cases.get(turn.did());
        if (done == null || !done.inFlight) {
            throw new IllegalStateException("no turn of " + turn.did());
        }
        inFlight--;
        done.inFlight = false;
        done.spent += now - turn.startedAt();
        DeskLane<R> lane = done.lane;
        waiting.remove(lane);
        lane.finish(retryAfter == null ? now : now + micros(retryAfter));
        await(lane);
        return done;
    }

    private void again(DeskCase<R> open, long floor, long now) {
        if (open.requests.isEmpty()) {
            cases.remove(open.did);
            forget(open.lane, now);
            return;
        }
        open.floor = floor;
        // A turn before any of them may be answered would be in vain.
        long first =
                open.requests.stream().mapToLong(DeskCase.Open::after).min().orElse(floor);
        open.earliest = Math.max(floor, first);
        open.notBefore = open.earliest;
        enqueue(open);
    }

    private void enqueue(DeskCase<R> open) {
        waiting.remove(open.lane);
        open.lane.add(open);
        await(open.lane);
    }

    private void await(DeskLane<R> lane) {
        if (lane.canBegin()) {
            waiting.add(lane);
        }
    }

    private DeskLane<R> lane(Lane lane, long now) {
        if (lanes.size() > IDLE_LANES) {
            lanes.values().removeIf(other -> other.isIdle(now));
        }
        return lanes.computeIfAbsent(lane.name(), name -> new DeskLane<>(lane));
    }

    private void forget(DeskLane<R> lane, long now) {
        if (lane.isIdle(now)) {
            lanes.remove(lane.name(), lane);
        }
    }

    private static long micros(Duration duration) {
        return duration.toSeconds() * MICROS + duration.toNanosPart() / 1_000;
    }
}
