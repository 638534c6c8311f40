package dev.sigwatch.ingest.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A directory on loopback with an export feed, by pages and as a stream, that does what it is told. */
final class FakeDirectory implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("GET /export\\?after=([0-9]+)&count=([0-9]+) HTTP/1.1");
    private static final Pattern STREAM = Pattern.compile("GET /export/stream\\?cursor=([0-9]+) HTTP/1.1");
    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *([^\r]+)\r\n");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final TreeMap<Long, String> lines = new TreeMap<>();
    private final Deque<String> refusals = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private boolean streaming;
    private boolean muted;
    private String hangUp = "";
    private boolean closed;

    FakeDirectory() throws IOException {
        Thread accepting = new Thread(this::accept, "fake-directory");
        accepting.setDaemon(true);
        accepting.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    static String operation(long seq, String did) {
        return "{\"type\":\"sequenced_op\",\"seq\":" + seq + ",\"did\":\"" + did + "\",\"cid\":\"bafy" + seq
                + "\",\"operation\":{},\"createdAt\":\"2026-01-01T00:00:00.000Z\"}";
    }

    /** Takes in a line at a place; the line itself may say anything. */
    synchronized void put(long seq, String line) {
        lines.put(seq, line);
        notifyAll();
    }

    synchronized void put(long seq, String did, int count) {
        for (long i = seq; i < seq + count; i++) {
            lines.put(i, operation(i, did));
        }
        notifyAll();
    }

    synchronized void removeFrom(long seq) {
        lines.tailMap(seq, true).clear();
    }

    /** Answers the next page with another status line and headers. */
    synchronized void refuseOnce(String head) {
        refusals.add(head);
    }

    synchronized void offerStream(boolean offered) {
        streaming = offered;
    }

    /** Streams stay open, but nothing more comes. */
    synchronized void mute() {
        muted = true;
    }

    /** Ends the streams that there are. */
    synchronized void hangUp(String reason) {
        hangUp = reason;
        notifyAll();
    }

    /** Request lines so far. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                synchronized (this) {
                    open.add(socket);
                }
                Thread serving = new Thread(() -> serve(socket), "fake-directory-connection");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException e) {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            String line = head.substring(0, head.indexOf('\r'));
            Matcher page = PAGE.matcher(line);
            Matcher stream = STREAM.matcher(line);
            synchronized (this) {
                requests.add(line);
            }
            OutputStream out = socket.getOutputStream();
            if (page.matches()) {
                out.write(page(Long.parseLong(page.group(1)), Integer.parseInt(page.group(2))));
            } else if (stream.matches() && isStreaming()) {
                stream(out, head, Long.parseLong(stream.group(1)));
            } else {
                out.write(response("404 Not Found", ""));
            }
            out.flush();
        } catch (IOException | InterruptedException e) {
            // The other side went away, or the test is over.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStreaming() {
        return streaming;
    }

    private synchronized byte[] page(long after, int count) {
        if (!refusals.isEmpty()) {
            return response(refusals.remove(), "");
        }
        return response(
                "200 OK",
                String.join(
                        "\n",
                        lines.tailMap(after, false).values().stream()
                                .limit(count)
                                .toList()));
    }

    private void stream(OutputStream out, String head, long cursor) throws IOException, InterruptedException {
        Matcher key = KEY.matcher(head);
        key.find();
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                + accepted(key.group(1)) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        long sent = cursor;
        while (true) {
            List<String> next = new ArrayList<>();
            String reason;
            synchronized (this) {
                while ((muted || lines.tailMap(sent, false).isEmpty()) && hangUp.isEmpty() && !closed) {
                    wait(50);
                }
                for (Map.Entry<Long, String> line : lines.tailMap(sent, false).entrySet()) {
                    next.add(line.getValue());
                    sent = line.getKey();
                }
                reason = closed ? "closed" : hangUp;
                hangUp = "";
            }
            for (String line : next) {
                frame(out, 0x81, line.getBytes(StandardCharsets.UTF_8));
            }
            if (!reason.isEmpty()) {
                byte[] text = reason.getBytes(StandardCharsets.UTF_8);
                frame(
                        out,
                        0x88,
                        ByteBuffer.allocate(2 + text.length)
                                .putShort((short) 1008)
                                .put(text)
                                .array());
                return;
            }
        }
    }

    private static void frame(OutputStream out, int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(opcode);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        }
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    private static String accepted(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] response(String head, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < 8_192
                && !head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
