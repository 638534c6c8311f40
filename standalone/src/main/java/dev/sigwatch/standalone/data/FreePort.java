package dev.sigwatch.standalone.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback TCP ports: which are free. */
public final class FreePort {
    /** Above the ports that well-known servers use. */
    private static final int LOWEST = 20_000;

    /** Where Linux begins to hand out ports by default; elsewhere it begins higher. */
    private static final int EPHEMERAL = 32_768;

    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * The wished port, or a free one where the wish is 0.
     *
     * <p>A free port is only known to be free now, and a server may take a second to bind it. So it is drawn from below the ports
     * that systems hand out to connections on their own, which a connection of ours could take meanwhile.
     */
    public static int choose(int wished) {
        if (wished != 0) {
            return wished;
        }
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on loopback from " + LOWEST + " to " + EPHEMERAL);
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
