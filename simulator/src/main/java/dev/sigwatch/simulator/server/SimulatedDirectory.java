package dev.sigwatch.simulator.server;

import dev.sigwatch.simulator.network.Directory;
import dev.sigwatch.simulator.network.DirectoryAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves a {@link Directory} on loopback: over HTTP, and its feed at {@code /export/stream} over WebSocket. */
public final class SimulatedDirectory implements AutoCloseable {
    private final Directory directory;
    private final LoopbackServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long feedWindow = Long.MAX_VALUE;
    private volatile boolean dropsFollowers;
    private volatile boolean streams = true;

    /**
     * Starts serving.
     *
     * @param port to listen on, 0 for any free one
     * @throws IOException if the port cannot be had
     */
    public SimulatedDirectory(Directory directory, int port) throws IOException {
        this.directory = directory;
        this.server = new LoopbackServer("simulated-directory", port, this::serve);
    }

    /** The directory's origin, without a slash at its end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Has the stream refuse cursors further back than so many operations. */
    public void feedWindow(long operations) {
        feedWindow = operations;
    }

    /** Has the stream say to its next follower, after one operation, that it reads too slowly. */
    public void dropNextFollower() {
        dropsFollowers = true;
    }

    /** Whether there is a stream at all; pages there are always. */
    public void streams(boolean offered) {
        streams = offered;
    }

    /** Breaks all connections; clients may come back at once. */
    public void dropConnections() {
        server.dropConnections();
    }

    private void serve(Socket socket, InputStream in) throws IOException, InterruptedException {
        RequestHead request = RequestHead.read(in);
        while (request != null) {
            boolean wantsStream = request.path().equals("/export/stream");
            if (wantsStream && streams && request.isUpgrade() && !directory.isOut()) {
                FeedSubscription subscription = new FeedSubscription(socket, in, directory);
                subscription.serve(request, feedWindow, this::takesOneTooSlow);
                return;
            }
            DirectoryAnswer answer = directory.get(request.path(), request.query());
            if (!answer.delay().isZero() && closed.await(answer.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            respond(socket.getOutputStream(), request, answer);
            request = RequestHead.read(in);
        }
    }

    private boolean takesOneTooSlow() {
        boolean drops = dropsFollowers;
        dropsFollowers = false;
        return drops;
    }

    private static void respond(OutputStream out, RequestHead request, DirectoryAnswer answer) throws IOException {
        boolean known = request.method().equals("GET");
        byte[] body = known ? answer.body() : new byte[0];
        String head = "HTTP/1.1 " + (known ? answer.status() : 405) + " -\r\nContent-Type: "
                + (request.path().equals("/export") ? "application/jsonlines" : "application/json")
                + "\r\nContent-Length: " + body.length
                + (answer.retryAfter() < 0 ? "" : "\r\nRetry-After: " + answer.retryAfter()) + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, message, 0, headBytes.length);
        System.arraycopy(body, 0, message, headBytes.length, body.length);
        out.write(message);
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
