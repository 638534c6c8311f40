package dev.sigwatch.simulator.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Writes a server's WebSocket frames, unmasked and unfragmented. Writing blocks while the client does not read. Safe for use by
 * several threads.
 */
final class WebSocketWriter {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int BUFFER = 1 << 16;
    /** Appended to the client's key before hashing, RFC 6455 §1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final OutputStream out;
    private boolean closed;

    WebSocketWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    /** Answers the client's request for a WebSocket. */
    synchronized void accept(String key) throws IOException {
        String head =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(sha1(key + GUID)) + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    synchronized void write(int opcode, byte[] payload) throws IOException {
        head(opcode, payload.length);
        out.write(payload);
    }

    /** Writes the beginning of a binary message whose rest will not come. */
    synchronized void writeHalf(byte[] payload) throws IOException {
        head(BINARY, payload.length);
        out.write(payload, 0, payload.length / 2);
        out.flush();
    }

    /** Says goodbye, unless that was said before. */
    void close(int code) throws IOException {
        close(code, "");
    }

    /** The same, and why. */
    synchronized void close(int code, String reason) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        write(CLOSE, payload);
        out.flush();
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    private void head(int opcode, int length) throws IOException {
        out.write(FIN | opcode);
        if (length < 126) {
            out.write(length);
        } else if (length <= 0xffff) {
            out.write(126);
            out.write(length >>> 8);
            out.write(length);
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) length >>> shift));
            }
        }
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
