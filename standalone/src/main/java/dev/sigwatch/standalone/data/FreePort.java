package dev.sigwatch.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback TCP ports: which are free. */
public final class FreePort {
    private FreePort() {}

    /**
     * The wished port, or a free one where the wish is 0.
     *
     * <p>A free port is only known to be free now; servers that can bind port 0 themselves should.
     */
    public static int choose(int wished) {
        if (wished != 0) {
            return wished;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    /** The wished port where it is free now, else another free one. */
    public static int near(int wished) {
        return isFree(wished) ? wished : choose(0);
    }

    /** Whether a server could listen on a loopback port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
