package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A journal in memory that outlives its openings, and fails on demand. */
public final class MemoryJournal {
    /** Where the next failure happens. */
    public enum Fault {
        /** While opening. */
        RECOVER,
        /** When a frame is written. */
        WRITE,
        /** When committing, and nothing is committed. */
        COMMIT,
        /** When committing, and yet it is committed: the answer was lost. */
        COMMIT_DONE
    }

    private final Map<String, Long> cursors = new HashMap<>();
    private final Set<String> publishers = new HashSet<>();
    private final Map<String, List<ForwardedFrame>> forwarded = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<StreamCounts> counts = new ArrayList<>();
    private final List<RepoRequest> requests = new ArrayList<>();
    private int openings;
    private @Nullable Fault fault;
    private JournalException.Remedy remedy = JournalException.Remedy.RETRY;

    /** A started frame log on this journal, committing every few milliseconds. */
    public FrameLog startLog(Scope scope, Function<byte[], FrameRoute> peek) {
        LogSettings settings =
                new LogSettings(scope, 1_000, 8 << 20, Duration.ofMillis(5), Duration.ofMillis(10), 500, 1 << 20);
        FrameLog log = new FrameLog(
                Session::new,
                peek,
                settings,
                new MicrosClock(Clock.systemUTC()),
                System::nanoTime,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
                new SplittableRandom(1));
        log.start();
        return log;
    }

    public synchronized void failOnce(Fault where) {
        fault = where;
    }

    public synchronized void failForGood(Fault where) {
        fault = where;
        remedy = JournalException.Remedy.GIVE_UP;
    }

    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    public synchronized List<String> keys() {
        return List.copyOf(keys);
    }

    public synchronized List<StreamCounts> counts() {
        return List.copyOf(counts);
    }

    public synchronized Map<String, Long> cursors() {
        return Map.copyOf(cursors);
    }

    public synchronized Set<String> publishers() {
        return Set.copyOf(publishers);
    }

    public synchronized List<RepoRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized int openings() {
        return openings;
    }

    /** Waits until a number of frames is committed. */
    public List<Frame> awaitFrames(int count) throws InterruptedException {
        for (int i = 0; i < 2_000 && frames().size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return frames();
    }

    private final class Session implements Journal {
        private final List<Frame> written = new ArrayList<>();
        private final List<String> writtenKeys = new ArrayList<>();

        @Override
        public Recovered recover() throws JournalException {
            synchronized (MemoryJournal.this) {
                openings++;
                fail(Fault.RECOVER);
                return new Recovered(Map.copyOf(cursors), Set.copyOf(publishers), Map.copyOf(forwarded));
            }
        }

        @Override
        public void write(String key, Frame frame) throws JournalException {
            fail(Fault.WRITE);
            written.add(frame);
            writtenKeys.add(key);
        }

        @Override
        public void commit(Changes changes) throws JournalException {
            synchronized (MemoryJournal.this) {
                fail(Fault.COMMIT);
                frames.addAll(written);
                keys.addAll(writtenKeys);
                written.clear();
                writtenKeys.clear();
                cursors.putAll(changes.cursors());
                publishers.addAll(changes.publishers().keySet());
                forwarded.putAll(changes.forwarded());
                counts.addAll(changes.counts());
                requests.addAll(changes.requests());
                fail(Fault.COMMIT_DONE);
            }
        }

        private void fail(Fault here) throws JournalException {
            synchronized (MemoryJournal.this) {
                if (fault == here) {
                    fault = null;
                    throw new JournalException(remedy, "made to fail at " + here, new IllegalStateException("test"));
                }
            }
        }

        @Override
        public void close() {
            written.clear();
        }
    }
}
