package dev.sigwatch.ingest.stream;

import dev.sigwatch.atproto.stream.FrameLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Splits a server's WebSocket bytes into messages and control frames, in bounded memory.
 *
 * <p>A message longer than the stream's limit is not a reason to hang up: after a reconnect it would come again, for ever. It is cut
 * after one byte more than the limit, which is enough to see that it was too long, and the rest is passed over. Text messages are
 * taken as bytes, valid or not; that they are wrong is for the auditor to say.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, base framing</a>
 */
final class MessageReader {
    /** Bytes kept of a message. */
    static final int KEPT = FrameLimits.FRAME_BYTES + 1;
    /** Longest message passed over; a longer one is an attack on our time. */
    static final long MAX_MESSAGE = 64L << 20;
    /** Longest header and payload of a control frame from a server. */
    private static final int MAX_CONTROL = 2 + 125;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    enum Found {
        /** All input is used up. */
        NOTHING,
        /** {@link #takeMessage} has it. */
        MESSAGE,
        /** {@link #takeControl} has it. */
        CONTROL
    }

    private final byte[] head = new byte[10];
    private int headLength;
    private long payloadLeft = -1;
    private boolean inControl;
    private boolean fin;

    private final byte[] control = new byte[MAX_CONTROL];
    private int controlLength;

    private boolean inMessage;
    private byte[] message = new byte[0];
    private int kept;
    private long messageLength;

    /**
     * Reads on until something is complete or the input is used up.
     *
     * @throws WebSocketFault if the bytes are not a server's WebSocket frames
     */
    Found advance(ByteBuffer in) throws WebSocketFault {
        while (true) {
            if (payloadLeft < 0 && !readHead(in)) {
                return Found.NOTHING;
            }
            int here = (int) Math.min(payloadLeft, in.remaining());
            if (inControl) {
                in.get(control, controlLength, here);
                controlLength += here;
            } else {
                keep(in, here);
            }
            payloadLeft -= here;
            if (payloadLeft > 0) {
                return Found.NOTHING;
            }
            payloadLeft = -1;
            headLength = 0;
            if (inControl) {
                return Found.CONTROL;
            }
            if (fin) {
                inMessage = false;
                return Found.MESSAGE;
            }
        }
    }

    /** The message just found. */
    byte[] takeMessage() {
        byte[] taken = message.length == kept ? message : Arrays.copyOf(message, kept);
        message = new byte[0];
        kept = 0;
        messageLength = 0;
        return taken;
    }

    /** The control frame just found, with its header, in a buffer of its own. */
    ByteBuffer takeControl() {
        return ByteBuffer.wrap(Arrays.copyOf(control, controlLength));
    }

    private boolean readHead(ByteBuffer in) throws WebSocketFault {
        while (in.hasRemaining()) {
            head[headLength++] = in.get();
            if (headLength >= 2 && headLength == headSize()) {
                begin();
                return true;
            }
        }
        return false;
    }

    private int headSize() {
        int length = head[1] & 0x7f;
        return length == 126 ? 4 : length == 127 ? 10 : 2;
    }

    private void begin() throws WebSocketFault {
        int opcode = head[0] & 0x0f;
        fin = (head[0] & 0x80) != 0;
        if ((head[0] & 0x70) != 0 || (head[1] & 0x80) != 0) {
            throw new WebSocketFault("reserved bits or a mask, which no server sends");
        }
        payloadLeft = length();
        inControl = opcode >= 8;
        if (inControl) {
            beginControl(opcode);
            return;
        }
        boolean first = opcode == TEXT || opcode == BINARY;
        if (!first && opcode != CONTINUATION) {
            throw new WebSocketFault("reserved opcode " + opcode);
        }
        if (first == inMessage) {
            throw new WebSocketFault(first ? "a message inside a message" : "a continuation of nothing");
        }
        inMessage = true;
        messageLength += payloadLeft;
        if (messageLength > MAX_MESSAGE) {
            throw new WebSocketFault("a message longer than " + MAX_MESSAGE + " bytes");
        }
        int wanted = (int) Math.min(KEPT, messageLength);
        if (wanted > message.length) {
            message = Arrays.copyOf(message, first ? wanted : Math.max(wanted, Math.min(KEPT, 2 * message.length)));
        }
    }

    private void beginControl(int opcode) throws WebSocketFault {
        if (opcode > 10 || !fin || (head[1] & 0x7f) > 125) {
            throw new WebSocketFault("an invalid control frame");
        }
        control[0] = head[0];
        control[1] = head[1];
        controlLength = 2;
    }

    private long length() throws WebSocketFault {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        int length = head[1] & 0x7f;
        long value = length == 126 ? bytes.getShort(2) & 0xffff : length == 127 ? bytes.getLong(2) : length;
        if (value < 0 || value > MAX_MESSAGE) {
            throw new WebSocketFault("a frame longer than " + MAX_MESSAGE + " bytes");
        }
        return value;
    }

    private void keep(ByteBuffer in, int here) {
        int room = Math.min(here, Math.min(KEPT, message.length) - kept);
        in.get(message, kept, room);
        kept += room;
        in.position(in.position() + here - room);
    }
}
