package dev.sigwatch.simulator.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a client's WebSocket frames, of which only control frames matter here. */
final class ClientFrames {
    /** A subscriber has nothing to say that is longer. */
    private static final int MAX_PAYLOAD = 4_096;

    private final DataInputStream in;

    ClientFrames(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** One frame, unmasked. */
    record ClientFrame(int opcode, byte[] payload) {}

    /**
     * Reads the next frame.
     *
     * @throws IOException at the end of the stream, or if the frame is longer than a subscriber's may be
     */
    ClientFrame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int second = in.readUnsignedByte();
        int length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        if (length > MAX_PAYLOAD || (second & 0x7f) == 127) {
            throw new IOException("a client frame longer than " + MAX_PAYLOAD + " bytes");
        }
        byte[] mask = new byte[(second & 0x80) == 0 ? 0 : 4];
        in.readFully(mask);
        byte[] payload = new byte[length];
        in.readFully(payload);
        for (int i = 0; i < length && mask.length > 0; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new ClientFrame(opcode, payload);
    }
}
