package dev.sigwatch.ingest.feed;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.identity.ObservationLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What becomes of a feed's lines, and how far they are dealt with. The position moves in memory once what the lines say is
 * acknowledged, and is saved a little later: after a crash some lines are read again, none is missed. One thread.
 */
final class FeedBooks {
    private static final long SAVE_NANOS = Duration.ofSeconds(1).toNanos();

    private final String directory;
    private final FollowedDids followed;
    private final ObservationLog observations;
    private final FeedPositions positions;
    private final FeedCounters counters;
    private final LongSupplier nanoTime;
    private long position = -1;
    private long saved = -1;
    private long savedAt;
    private String lastFault = "";

    FeedBooks(
            String directory,
            FollowedDids followed,
            ObservationLog observations,
            FeedPositions positions,
            FeedCounters counters,
            LongSupplier nanoTime) {
        this.directory = directory;
        this.followed = followed;
        this.observations = observations;
        this.positions = positions;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Where to go on, -1 for not known yet. */
    long position() {
        return position;
    }

    /** Takes up the position saved by an earlier run, if there is one. */
    void recover() {
        OptionalLong found = positions.read(directory);
        if (found.isPresent()) {
            saved = found.getAsLong();
            position = saved;
            counters.position(position);
        }
    }

    /** Goes on from elsewhere. */
    void moveTo(long to) throws InterruptedException {
        position = to;
        counters.position(to);
        save(true);
    }

    /**
     * Publishes what lines say, then moves the position behind them.
     *
     * @param source the URL they came from
     * @param at when, microseconds since the epoch
     * @throws org.apache.kafka.common.KafkaException if that is not certain; nothing has moved then, take them again
     */
    FeedJudge.Judged take(String source, long at, List<FeedLine> lines) throws InterruptedException {
        FeedJudge.Judged judged = FeedJudge.judge(position, lines);
        List<IdentityObservation> published = new ArrayList<>();
        for (FeedLine.Operation operation : judged.operations()) {
            if (followed.contains(operation.did())) {
                published.add(new IdentityObservation(operation.did(), Kind.PLC_OP, source, at, operation.bytes()));
            }
        }
        observations.publish(published);
        counters.read(at, judged.operations().size(), published.size(), judged.others());
        if (!judged.fault().isEmpty()) {
            fault(source, at, judged.fault());
        }
        if (judged.position() != position) {
            position = judged.position();
            counters.position(position);
            save(false);
        }
        return judged;
    }

    /** Reports a fault of the feed; the same one again, with nothing else between, is not repeated. */
    void fault(String source, long at, String what) throws InterruptedException {
        if (!what.equals(lastFault)) {
            byte[] body = what.getBytes(StandardCharsets.UTF_8);
            observations.publish(List.of(new IdentityObservation(directory, Kind.PLC_FEED_FAULT, source, at, body)));
            lastFault = what;
            counters.fault(what);
        }
    }

    /**
     * Saves the position if it moved.
     *
     * @param now whether at once, else a second after the last time at the earliest
     */
    void save(boolean now) throws InterruptedException {
        if (position >= 0 && position != saved && (now || nanoTime.getAsLong() - savedAt >= SAVE_NANOS)) {
            positions.save(directory, position);
            saved = position;
            savedAt = nanoTime.getAsLong();
        }
    }
}
