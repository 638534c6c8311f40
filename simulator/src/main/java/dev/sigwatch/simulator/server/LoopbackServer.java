package dev.sigwatch.simulator.server;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on loopback, and gives each connection a thread: one that is kept waiting must hold up no other. */
final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

    private final String name;
    private final Service service;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** What is done with a connection, until it is over. */
    @FunctionalInterface
    interface Service {
        void serve(Socket socket, InputStream in) throws IOException, InterruptedException;
    }

    /**
     * Starts serving.
     *
     * @param name of threads
     * @param port to listen on, 0 for any free one
     * @throws IOException if the port cannot be had
     */
    LoopbackServer(String name, int port, Service service) throws IOException {
        this.name = name;
        this.service = service;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start(name, this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Breaks all connections; clients may come back at once. */
    void dropConnections() {
        connections.forEach(LoopbackServer::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(name + "-" + socket.getPort(), () -> serve(socket));
            }
        } catch (IOException closed) {
            LOG.debug("no more connections: {}", closed.getMessage());
        }
    }

    private void serve(Socket socket) {
        connections.add(socket);
        try (socket) {
            if (!server.isClosed()) {
                socket.setTcpNoDelay(true);
                service.serve(socket, new BufferedInputStream(socket.getInputStream()));
            }
        } catch (IOException gone) {
            LOG.debug("connection over: {}", gone.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        dropConnections();
    }
}
