package dev.sigwatch.ingest.stream;

import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.ingest.fetch.OneLine;
import dev.sigwatch.ingest.log.FrameInlet;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.log.LogClosedException;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the stream of one relay going into the frame log, from {@link #start} to {@link #close}, on a thread of its own. */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final RelayUrl url;
    private final OptionalLong begin;
    private final FrameLog log;
    private final Function<byte[], String> noticeName;
    private final MicrosClock clock;
    private final LongSupplier nanoTime;
    private final ReconnectPolicy policy;
    private final RelayCounters counters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable StreamSocket socket;

    /**
     * @param begin the cursor for a relay the log knows nothing of; empty to begin live
     * @param noticeName names what an {@code #info} or error frame says, empty if it says nothing readable
     */
    public Relay(
            RelayUrl url,
            OptionalLong begin,
            FrameLog log,
            Function<byte[], String> noticeName,
            MicrosClock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.url = url;
        this.begin = begin;
        this.log = log;
        this.noticeName = noticeName;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.policy = new ReconnectPolicy(random);
        this.counters = new RelayCounters(url.host());
        this.thread = new Thread(this::run, "relay-" + url.host());
        this.thread.setDaemon(true);
    }

    /** Starts to connect. */
    public void start() {
        thread.start();
    }

    /** Pings and gives up; to be called every few seconds. */
    public void tick() {
        StreamSocket current = socket;
        if (current != null) {
            current.tick();
        }
    }

    /** A look at the stream. */
    public RelayStatus status() {
        return counters.status();
    }

    private void run() {
        boolean live = false;
        try {
            while (stopped.getCount() > 0) {
                FrameInlet inlet = log.open(url.host(), url.direct());
                OptionalLong known = live ? OptionalLong.empty() : inlet.resumeAt();
                OptionalLong cursor = live || known.isPresent() ? known : begin;
                long before = counters.received();
                long sequenced = counters.sequenced();
                long begun = nanoTime.getAsLong();
                Ending ending = connect(inlet, cursor, new CursorTrack(known));
                ReconnectPolicy.Plan plan = policy.after(
                        ending, counters.received() - before, Duration.ofNanos(nanoTime.getAsLong() - begun));
                // A live connection that delivered nothing has moved no cursor: the one on record is still ahead.
                live = plan.live() || (live && counters.sequenced() == sequenced);
                report(ending, plan);
                if (stopped.await(plan.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (LogClosedException e) {
            counters.down(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            counters.down("stopped");
        } catch (RuntimeException e) {
            LOG.error("the stream of {} stopped: a fault of this program", url, e);
            counters.down("a fault of this program: " + e);
        }
    }

    private Ending connect(FrameInlet inlet, OptionalLong cursor, CursorTrack track) throws InterruptedException {
        log.connected(url.host());
        counters.connecting(cursor.orElse(-1));
        LOG.info("connecting to {} {}", url, cursor.isPresent() ? "from cursor " + cursor.getAsLong() : "live");
        Receiver receiver = new Receiver(inlet, track);
        StreamSocket current = StreamSocket.to(url.subscribe(cursor), receiver, clock.clock(), nanoTime);
        socket = current;
        try {
            if (stopped.getCount() > 0) {
                current.run();
            }
        } finally {
            socket = null;
            current.closeSocket();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return current.ending();
    }

    private void report(Ending ending, ReconnectPolicy.Plan plan) {
        String text = ending.describe();
        if (plan.live()) {
            text += "; the saved cursor is ahead of the host, going on live without it";
        }
        counters.down(text);
        if (stopped.getCount() > 0) {
            LOG.warn(
                    "{}: {}; connecting again in {} ms", url, text, plan.delay().toMillis());
        }
    }

    /** Disconnects and waits for the thread. */
    @Override
    public void close() {
        stopped.countDown();
        StreamSocket current = socket;
        if (current != null) {
            current.end(new Ending.Closed(1001, "stopped"));
        }
        thread.interrupt();
        try {
            thread.join(STOP_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one connection does with its messages. */
    private final class Receiver implements StreamSocket.Receiver {
        private final FrameInlet inlet;
        private final CursorTrack track;

        Receiver(FrameInlet inlet, CursorTrack track) {
            this.inlet = inlet;
            this.track = track;
        }

        @Override
        public void opened() {
            counters.up();
        }

        @Override
        public @Nullable Ending message(byte[] bytes) throws InterruptedException {
            long receivedAt = clock.now();
            FrameRoute route = log.route(bytes);
            // Frames without a number leave the cursor alone, so one that cannot be read never holds it back.
            long position = route.seq() > 0 ? track.advance(route.seq()) : -1;
            if (!inlet.append(url.host(), route, bytes, receivedAt, position)) {
                return new Ending.LogReset();
            }
            counters.received(bytes.length, route, receivedAt, position);
            return route.readable() ? notice(route, bytes) : null;
        }

        private @Nullable Ending notice(FrameRoute route, byte[] bytes) {
            if (route.op() == -1) {
                String name = OneLine.of(noticeName.apply(bytes));
                counters.notice(name);
                return new Ending.ErrorFrame(name);
            }
            if (route.type().equals("#info")) {
                String name = OneLine.of(noticeName.apply(bytes));
                counters.notice(name);
                LOG.warn("{} says {}: frames may be missing before this point", url, name);
            }
            return null;
        }
    }
}
