package dev.sigwatch.simulator.server;

import dev.sigwatch.simulator.network.Directory;
import dev.sigwatch.simulator.network.PlcFeed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One client of {@code /export/stream}: sends the feed from a cursor on, then what comes, one operation a message. */
final class FeedSubscription {
    private static final int BATCH = 256;
    private static final long LOOK_MILLIS = 1_000;
    private static final long GOODBYE_MILLIS = 2_000;
    /** Refused for reasons of policy, RFC 6455 §7.4.1. */
    private static final int POLICY = 1_008;

    private final Socket socket;
    private final InputStream in;
    private final Directory directory;
    private final PlcFeed feed;
    private final WebSocketWriter writer;

    FeedSubscription(Socket socket, InputStream in, Directory directory) throws IOException {
        this.socket = socket;
        this.in = in;
        this.directory = directory;
        this.feed = directory.feed();
        this.writer = new WebSocketWriter(socket.getOutputStream());
    }

    /**
     * Serves the client until it or we close.
     *
     * @param window how many operations a cursor can go back
     * @param tooSlow whether to give this client up after its first operation
     */
    void serve(RequestHead request, long window, BooleanSupplier tooSlow) throws IOException, InterruptedException {
        writer.accept(request.headers().getOrDefault("sec-websocket-key", ""));
        writer.flush();
        Thread reader = ControlFrames.answer(socket, in, writer);
        long last = feed.last();
        long position = cursor(request, last);
        String reason = position > last
                ? "FutureCursor"
                : last - position > window ? "OutdatedCursor" : stream(position, tooSlow);
        if (!reason.isEmpty()) {
            writer.close(POLICY, reason);
            reader.join(GOODBYE_MILLIS);
        }
    }

    /** Streams until something ends it; why, if the client is to be told. */
    private String stream(long from, BooleanSupplier tooSlow) throws IOException, InterruptedException {
        long position = from;
        while (!socket.isClosed()) {
            if (directory.isOut()) {
                socket.close();
                return "";
            }
            List<String> batch = feed.awaitAfter(position, BATCH, LOOK_MILLIS);
            for (String line : batch) {
                writer.write(WebSocketWriter.TEXT, line.getBytes(StandardCharsets.UTF_8));
                if (tooSlow.getAsBoolean()) {
                    return "ConsumerTooSlow";
                }
            }
            if (batch.isEmpty()) {
                writer.write(WebSocketWriter.PING, new byte[0]);
            }
            writer.flush();
            position += batch.size();
        }
        return "";
    }

    private static long cursor(RequestHead request, long last) {
        try {
            return Math.max(0, Long.parseLong(request.query().getOrDefault("cursor", "")));
        } catch (NumberFormatException e) {
            return last;
        }
    }
}
