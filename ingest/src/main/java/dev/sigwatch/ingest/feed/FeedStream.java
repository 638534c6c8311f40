package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.stream.Ending;
import dev.sigwatch.ingest.stream.StreamSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a directory's {@code /export/stream}, read on a thread of its own into a short queue; while that is full the
 * directory waits, and may hang up on us.
 */
final class FeedStream implements AutoCloseable {
    private static final int QUEUE = 1_000;
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STOP_MILLIS = 5_000;

    private final BlockingQueue<byte[]> messages = new ArrayBlockingQueue<>(QUEUE);
    private final StreamSocket socket;
    private final Thread thread;
    private final LongSupplier nanoTime;
    private final long cursor;
    private volatile boolean opened;
    private boolean first = true;
    private long tickAt;

    private FeedStream(URI uri, long cursor, Clock clock, LongSupplier nanoTime) {
        this.cursor = cursor;
        this.nanoTime = nanoTime;
        this.tickAt = nanoTime.getAsLong() + TICK_NANOS;
        this.socket = StreamSocket.to(
                uri,
                new StreamSocket.Receiver() {
                    @Override
                    public void opened() {
                        opened = true;
                    }

                    @Override
                    public @Nullable Ending message(byte[] bytes) throws InterruptedException {
                        messages.put(bytes);
                        return null;
                    }
                },
                clock,
                nanoTime);
        this.thread = new Thread(this::run, "feed-stream-" + uri.getAuthority());
        this.thread.setDaemon(true);
    }

    /**
     * Begins to connect.
     *
     * @param uri of the stream, from a cursor on
     * @param cursor that cursor
     */
    static FeedStream open(URI uri, long cursor, Clock clock, LongSupplier nanoTime) {
        FeedStream stream = new FeedStream(uri, cursor, clock, nanoTime);
        stream.thread.start();
        return stream;
    }

    private void run() {
        try {
            socket.run();
        } finally {
            socket.closeSocket();
        }
    }

    /** Whether the connection was made. */
    boolean isOpened() {
        return opened;
    }

    /** The next messages as lines; none after a while of silence. */
    List<FeedLine> next(Duration wait) throws InterruptedException {
        if (nanoTime.getAsLong() - tickAt >= 0) {
            tickAt = nanoTime.getAsLong() + TICK_NANOS;
            socket.tick();
        }
        List<byte[]> taken = new ArrayList<>();
        byte[] next = messages.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (next != null) {
            taken.add(next);
            messages.drainTo(taken, QUEUE);
        }
        List<FeedLine> lines = new ArrayList<>(taken.size());
        for (byte[] message : taken) {
            FeedLine line = FeedLine.read(message);
            // Hosts of streams do not agree whether a cursor is exclusive.
            boolean repeated = first && line instanceof FeedLine.Operation operation && operation.seq() == cursor;
            first = false;
            if (!repeated) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** How it ended; empty while it has not, or while messages are left. */
    Optional<Ending> ending() {
        return thread.isAlive() || !messages.isEmpty() ? Optional.empty() : Optional.of(socket.ending());
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            socket.end(new Ending.Closed(1001, "stopped"));
            thread.interrupt();
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
