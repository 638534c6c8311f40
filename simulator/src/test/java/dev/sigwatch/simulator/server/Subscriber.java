package dev.sigwatch.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A client by a library that had no part in the server. */
final class Subscriber extends WebSocketClient {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile String reason = "";

    private Subscriber(URI uri) {
        super(uri);
    }

    static Subscriber to(SimulatedRelay relay, String query) throws InterruptedException {
        return to(URI.create(relay.uri() + "/xrpc/com.atproto.sync.subscribeRepos" + query));
    }

    static Subscriber to(URI stream) throws InterruptedException {
        Subscriber subscriber = new Subscriber(stream);
        // It returns whether the connection is open now, and some are closed again by then.
        subscriber.connectBlocking(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return subscriber;
    }

    /** The next messages, waiting for each. */
    List<byte[]> take(int count) throws InterruptedException {
        List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("message " + (i + 1) + " of " + count).isNotNull();
            taken.add(message);
        }
        return taken;
    }

    int waiting() {
        return messages.size();
    }

    /** Why the server said goodbye. */
    String awaitReason() throws InterruptedException {
        awaitClose();
        return reason;
    }

    void awaitClose() throws InterruptedException {
        assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        byte[] message = new byte[bytes.remaining()];
        bytes.get(message);
        messages.add(message);
    }

    @Override
    public void onMessage(String text) {
        messages.add(("text:" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onClose(int code, String reason, boolean remote) {
        this.reason = reason;
        closed.countDown();
    }

    @Override
    public void onError(Exception e) {}
}
