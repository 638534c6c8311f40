package dev.sigwatch.simulator.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Answers what a subscriber has to say: pings, and goodbye. */
final class ControlFrames {
    private static final int NORMAL_CLOSURE = 1_000;

    private ControlFrames() {}

    /** Answers on a thread of its own, until the connection is over. */
    static Thread answer(Socket socket, InputStream in, WebSocketWriter writer) {
        Thread reader = new Thread(
                () -> read(socket, in, writer), Thread.currentThread().getName() + "-reader");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void read(Socket socket, InputStream in, WebSocketWriter writer) {
        try (socket) {
            ClientFrames frames = new ClientFrames(in);
            while (true) {
                ClientFrames.ClientFrame frame = frames.read();
                if (frame.opcode() == WebSocketWriter.PING) {
                    writer.write(WebSocketWriter.PONG, frame.payload());
                    writer.flush();
                } else if (frame.opcode() == WebSocketWriter.CLOSE) {
                    writer.close(NORMAL_CLOSURE);
                    return;
                }
            }
        } catch (IOException gone) {
            // The client left, or the writing side closed the socket: either way the connection is over.
            return;
        }
    }
}
