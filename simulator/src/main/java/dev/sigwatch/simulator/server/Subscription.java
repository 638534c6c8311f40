package dev.sigwatch.simulator.server;

import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.simulator.network.Delivery;
import dev.sigwatch.simulator.network.FrameLog;
import dev.sigwatch.simulator.network.SentFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Set;

/**
 * One client of {@code subscribeRepos}: sends the log from a cursor on, then what comes.
 *
 * @see <a href="https://atproto.com/specs/event-stream#sequence-numbers">Sequence numbers and cursors</a>
 */
final class Subscription {
    private static final int BATCH = 256;
    private static final long PING_MILLIS = 10_000;
    private static final long STALL_MILLIS = 4_000;
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int NORMAL_CLOSURE = 1_000;

    private final Socket socket;
    private final InputStream in;
    private final FrameLog log;
    private final WebSocketWriter writer;
    private final Set<Long> done;

    /** @param done positions whose {@linkplain Delivery#once() single} delivery has happened, shared by all connections */
    Subscription(Socket socket, InputStream in, FrameLog log, Set<Long> done) throws IOException {
        this.socket = socket;
        this.in = in;
        this.log = log;
        this.done = done;
        this.writer = new WebSocketWriter(socket.getOutputStream());
    }

    /**
     * Serves the client until it or we close.
     *
     * @param window entries kept for replay
     */
    void serve(RequestHead request, long window) throws IOException, InterruptedException {
        writer.accept(request.headers().getOrDefault("sec-websocket-key", ""));
        Thread reader = ControlFrames.answer(socket, in, writer);
        if (start(request, window)) {
            // Closing a socket whose peer still talks would discard what it has not read yet.
            writer.close(NORMAL_CLOSURE);
            reader.join(GOODBYE_MILLIS);
        }
    }

    /** Streams until something ends it; true if that should be with a closing handshake. */
    private boolean start(RequestHead request, long window) throws IOException, InterruptedException {
        long last = log.size();
        long position = cursor(request, last);
        if (position > last) {
            send(new RepoEvent.Error("FutureCursor", "cursor in the future"));
            return true;
        }
        long oldest = Math.max(0, last - window);
        if (position < oldest) {
            if (position > 0) {
                send(new RepoEvent.Info("OutdatedCursor", "the cursor is older than what is kept"));
            }
            position = oldest;
        }
        writer.flush();
        return stream(position);
    }

    private boolean stream(long from) throws IOException, InterruptedException {
        long position = from;
        log.delivered(position);
        while (!socket.isClosed()) {
            List<SentFrame> batch = log.awaitAfter(position, BATCH, PING_MILLIS);
            if (batch.isEmpty()) {
                writer.write(WebSocketWriter.PING, new byte[0]);
            }
            for (SentFrame entry : batch) {
                if (entry.delivery().once() && !done.add(entry.position())) {
                    continue;
                }
                // Before the bytes: whoever has a commit must find it at its host.
                log.delivered(entry.position());
                deliver(entry);
                if (entry.delivery() == Delivery.BREAK || entry.delivery() == Delivery.BINARY_THEN_CLOSE) {
                    return entry.delivery() == Delivery.BINARY_THEN_CLOSE;
                }
            }
            writer.flush();
            position += batch.size();
        }
        return false;
    }

    private void deliver(SentFrame entry) throws IOException, InterruptedException {
        switch (entry.delivery()) {
            case BINARY, BINARY_THEN_CLOSE -> writer.write(WebSocketWriter.BINARY, entry.bytes());
            case TEXT -> writer.write(WebSocketWriter.TEXT, entry.bytes());
            case BREAK -> writer.writeHalf(entry.bytes());
            case WITHHELD -> {}
            case STALL -> {
                writer.flush();
                Thread.sleep(STALL_MILLIS);
            }
        }
    }

    private void send(RepoEvent event) throws IOException {
        writer.write(WebSocketWriter.BINARY, FrameEncoder.encode(event, 0, ""));
    }

    /** A cursor that is no number counts as none. */
    private static long cursor(RequestHead request, long last) {
        try {
            return Math.max(0, Long.parseLong(request.query().getOrDefault("cursor", "")));
        } catch (NumberFormatException e) {
            return last;
        }
    }
}
