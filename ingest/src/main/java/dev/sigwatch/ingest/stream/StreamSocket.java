package dev.sigwatch.ingest.stream;

import dev.sigwatch.ingest.fetch.OneLine;
import dev.sigwatch.ingest.fetch.RetryAfter;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** One connection, from connecting to its end, run on the caller's thread by {@link #run}. */
public final class StreamSocket extends WebSocketClient implements StreamDraft.Events {
    /** The reference relay's own times (indigo). */
    private static final Duration PING = Duration.ofSeconds(30);

    private static final Duration DEAD = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 15_000;
    private static final int READ_BUFFER = 256 << 10;

    /** Takes the messages. */
    public interface Receiver {
        /** The connection is up. */
        void opened();

        /** A message; how the connection must end because of it, null to go on. */
        @Nullable
        Ending message(byte[] bytes) throws InterruptedException;
    }

    private final Receiver receiver;
    private final Liveness liveness;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private @Nullable Ending ending;
    private String lastError = "";
    private volatile boolean deaf;

    StreamSocket(URI uri, Receiver receiver, Liveness liveness, Clock clock, LongSupplier nanoTime) {
        // The draft given here is only a pattern: the library takes a copy, whose events come to the late-bound
        // receiver.
        this(uri, new LateEvents(), receiver, liveness, clock, nanoTime);
    }

    private StreamSocket(
            URI uri, LateEvents events, Receiver receiver, Liveness liveness, Clock clock, LongSupplier nanoTime) {
        super(uri, new StreamDraft(events), Map.of("User-Agent", "sigwatch"), CONNECT_MILLIS);
        events.bind(this);
        this.receiver = receiver;
        this.liveness = liveness;
        this.clock = clock;
        this.nanoTime = nanoTime;
        setConnectionLostTimeout(0); // Liveness knows when silence is our own fault; the library's timer does not.
        setReceiveBufferSize(READ_BUFFER);
        setTcpNoDelay(true);
        setDaemon(true);
    }

    /**
     * A connection that is pinged and given up as a relay's is.
     *
     * @param nanoTime a counter of nanoseconds
     */
    public static StreamSocket to(URI uri, Receiver receiver, Clock clock, LongSupplier nanoTime) {
        Liveness liveness = new Liveness(PING, DEAD, nanoTime.getAsLong());
        return new StreamSocket(uri, receiver, liveness, clock, nanoTime);
    }

    /** How it ended; asked after {@link #run}. */
    public synchronized Ending ending() {
        return Objects.requireNonNullElseGet(ending, () -> new Ending.Closed(CloseFrame.ABNORMAL_CLOSE, lastError));
    }

    /** Ends it from any thread; the first reason given stands. */
    public void end(Ending why) {
        synchronized (this) {
            if (ending == null) {
                ending = why;
            }
        }
        deaf = true;
        closeConnection(CloseFrame.GOING_AWAY, why.describe());
        closeSocket();
    }

    /** Pings and gives up; to be called every few seconds, from another thread than {@link #run}'s. */
    public void tick() {
        switch (liveness.tick(nanoTime.getAsLong())) {
            case NOTHING -> {}
            case GIVE_UP -> end(new Ending.Silent());
            case PING -> {
                if (isOpen() && !hasBufferedData()) {
                    try {
                        sendPing();
                    } catch (WebsocketNotConnectedException e) {
                        liveness.heard(nanoTime.getAsLong()); // It closed this instant; its end is being reported.
                    }
                }
            }
        }
    }

    /** Lets go of the connection at once. */
    public void closeSocket() {
        Socket socket = getSocket();
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                lastError = e.toString();
            }
        }
    }

    @Override
    public void message(byte[] bytes) {
        if (deaf) {
            return;
        }
        liveness.busy();
        try {
            Ending end = receiver.message(bytes);
            if (end != null) {
                end(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new Ending.Closed(CloseFrame.GOING_AWAY, "stopped"));
        } finally {
            liveness.free(nanoTime.getAsLong());
        }
    }

    @Override
    public void refused(int status, String retryAfter, String location) {
        synchronized (this) {
            ending = new Ending.Refused(
                    status, RetryAfter.tryParse(retryAfter, clock.instant()).orElse(null), OneLine.of(location));
        }
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        liveness.heard(nanoTime.getAsLong());
        receiver.opened();
    }

    @Override
    public void onWebsocketPing(WebSocket connection, Framedata ping) {
        liveness.heard(nanoTime.getAsLong());
        // A host that pings and never reads would fill our memory with pongs.
        if (!hasBufferedData()) {
            super.onWebsocketPing(connection, ping);
        }
    }

    @Override
    public void onWebsocketPong(WebSocket connection, Framedata pong) {
        liveness.heard(nanoTime.getAsLong());
    }

    @Override
    public void onMessage(String message) {
        throw new IllegalStateException("the draft hands on every message itself");
    }

    @Override
    public synchronized void onClose(int code, String reason, boolean remote) {
        if (ending == null) {
            String why = reason == null || reason.isEmpty() ? lastError : reason;
            ending = new Ending.Closed(code, OneLine.of(why));
        }
    }

    @Override
    public synchronized void onError(Exception fault) {
        lastError = String.valueOf(fault.getMessage());
    }

    private static final class LateEvents implements StreamDraft.Events {
        private StreamDraft.@Nullable Events target;

        void bind(StreamDraft.Events events) {
            target = events;
        }

        private StreamDraft.Events target() {
            return Objects.requireNonNull(target, "bound in the constructor");
        }

        @Override
        public void message(byte[] bytes) {
            target().message(bytes);
        }

        @Override
        public void refused(int status, String retryAfter, String location) {
            target().refused(status, retryAfter, location);
        }
    }
}
