package dev.sigwatch.ingest.stream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A real WebSocket server on loopback that does what a script says to each connection. */
final class FakeRelay extends WebSocketServer implements AutoCloseable {
    private final BiConsumer<WebSocket, Long> script;
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<Long> cursors = new ArrayList<>();

    /** @param script told of each connection and the cursor it came with, -1 for none */
    FakeRelay(BiConsumer<WebSocket, Long> script) throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        this.script = script;
        setReuseAddr(true);
        setDaemon(true);
        start();
        started.await();
    }

    RelayUrl url() {
        return RelayUrl.parse("ws://127.0.0.1:" + getPort());
    }

    /** The cursors of all connections so far. */
    synchronized List<Long> cursors() {
        return List.copyOf(cursors);
    }

    void awaitConnections(int count) throws InterruptedException {
        for (int i = 0; i < 4_000 && cursors().size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        String resource = handshake.getResourceDescriptor();
        int at = resource.indexOf("cursor=");
        long cursor = at < 0 ? -1 : Long.parseLong(resource.substring(at + 7));
        synchronized (this) {
            cursors.add(cursor);
        }
        script.accept(connection, cursor);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onMessage(WebSocket connection, String message) {}

    @Override
    public void onError(@Nullable WebSocket connection, Exception fault) {}

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void close() {
        try {
            stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
