package dev.sigwatch.ingest.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;

/**
 * The library's protocol, with two things done our way: messages are read by {@link MessageReader} and handed on at once, and an
 * upgrade that is not granted is read for what it says. Control frames stay the library's.
 */
final class StreamDraft extends Draft_6455 {
    /** Longest answer to the upgrade, up to the end of its headers. */
    private static final int MAX_HEAD = 16 << 10;

    /** What the draft tells. */
    interface Events {
        /** A whole message, on the socket's thread; waiting here makes the host wait. */
        void message(byte[] bytes);

        /** The upgrade was answered with another status than 101; headers empty where absent. */
        void refused(int status, String retryAfter, String location);
    }

    private final Events events;
    private final MessageReader reader = new MessageReader();

    StreamDraft(Events events) {
        this.events = events;
    }

    @Override
    public Draft copyInstance() {
        return new StreamDraft(events);
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer in) throws InvalidDataException {
        List<Framedata> controls = new ArrayList<>(0);
        try {
            while (true) {
                switch (reader.advance(in)) {
                    case NOTHING -> {
                        return controls;
                    }
                    case MESSAGE -> events.message(reader.takeMessage());
                    case CONTROL -> controls.addAll(super.translateFrame(reader.takeControl()));
                }
            }
        } catch (WebSocketFault e) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, e.getMessage());
        }
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer in) throws InvalidHandshakeException {
        ByteBuffer start = in.duplicate();
        start.limit(start.position() + Math.min(start.remaining(), MAX_HEAD));
        String head = StandardCharsets.ISO_8859_1.decode(start).toString();
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            if (in.remaining() >= MAX_HEAD) {
                throw new InvalidHandshakeException("the answer to the upgrade has no end");
            }
            throw new IncompleteHandshakeException();
        }
        String[] lines = head.substring(0, end).split("\r\n", -1);
        int status = status(lines[0]);
        if (status != 101) {
            events.refused(status, header(lines, "retry-after"), header(lines, "location"));
            throw new InvalidHandshakeException("HTTP " + status);
        }
        return super.translateHandshake(in);
    }

    private static int status(String line) throws InvalidHandshakeException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("[0-9]{3}")) {
            throw new InvalidHandshakeException("the answer to the upgrade is not HTTP");
        }
        return Integer.parseInt(words[1]);
    }

    private static String header(String[] lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }
}
