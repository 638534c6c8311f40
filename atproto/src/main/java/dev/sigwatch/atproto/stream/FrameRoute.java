package dev.sigwatch.atproto.stream;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.syntax.Datetime;

/**
 * As much of a frame as routing needs; judging is for others.
 *
 * @param readable false where the frame is not two CBOR maps
 * @param op the header's {@code op}, 0 where unreadable
 * @param type the header's {@code t}, empty where absent
 * @param seq -1 where absent or unreadable
 * @param did {@code repo} or {@code did}, empty where absent; not validated
 * @param timeMicros the frame's own {@code time}, microseconds since the epoch, 0 where absent or invalid
 * @param touchesAtcr whether an operation of a {@code #commit} is on an {@code io.atcr.*} path
 */
public record FrameRoute(
        boolean readable, long op, String type, long seq, String did, long timeMicros, boolean touchesAtcr) {

    /** Longest identifier worth routing by; the DID specification's own bound. */
    private static final int MAX_DID = 2_048;

    private static final String ATCR = "io.atcr.";
    private static final FrameRoute UNREADABLE = new FrameRoute(false, 0, "", -1, "", 0, false);

    /** Reads a frame's route; never throws for its content. */
    public static FrameRoute peek(byte[] frame) {
        if (frame.length > FrameLimits.FRAME_BYTES) {
            return UNREADABLE;
        }
        try {
            return read(frame);
        } catch (NonCanonicalException e) {
            return peekLenient(frame);
        } catch (MalformedException e) {
            return UNREADABLE;
        }
    }

    private static FrameRoute peekLenient(byte[] frame) {
        try {
            return read(LenientCbor.canonicalItems(frame, 2));
        } catch (MalformedException e) {
            return UNREADABLE;
        }
    }

    private static FrameRoute read(byte[] frame) {
        CborReader reader = new CborReader(frame);
        FrameDecoder.Header header = FrameDecoder.Header.read(reader);
        if (!header.isKnown()) {
            return new FrameRoute(true, header.op(), header.type(), -1, "", 0, false);
        }
        long seq = -1;
        String did = "";
        long time = 0;
        boolean touchesAtcr = false;
        MapReader map = reader.readMap();
        while (map.next()) {
            CborType type = reader.peekType();
            switch (map.key()) {
                case "seq" -> seq = type == CborType.INT ? Math.max(-1, reader.readInt()) : skip(reader, seq);
                case "repo", "did" -> did = type == CborType.TEXT ? reader.readText() : skip(reader, did);
                case "time" -> time = type == CborType.TEXT ? micros(reader.readText()) : skip(reader, time);
                case "ops" -> touchesAtcr = type == CborType.ARRAY ? anyAtcr(reader) : skip(reader, false);
                default -> reader.passItem();
            }
        }
        reader.requireEnd();
        return new FrameRoute(
                true, header.op(), header.type(), seq, did.length() <= MAX_DID ? did : "", time, touchesAtcr);
    }

    private static boolean anyAtcr(CborReader reader) {
        boolean any = false;
        int count = reader.readArray();
        for (int i = 0; i < count; i++) {
            if (reader.peekType() == CborType.MAP) {
                any |= isAtcr(reader);
            } else {
                reader.passItem();
            }
        }
        return any;
    }

    private static boolean isAtcr(CborReader reader) {
        boolean atcr = false;
        MapReader op = reader.readMap();
        while (op.next()) {
            if (op.key().equals("path") && reader.peekType() == CborType.TEXT) {
                atcr = reader.readText().startsWith(ATCR);
            } else {
                reader.passItem();
            }
        }
        return atcr;
    }

    private static long micros(String time) {
        return Datetime.tryParse(time).map(Datetime::micros).orElse(0L);
    }

    private static <T> T skip(CborReader reader, T unchanged) {
        reader.passItem();
        return unchanged;
    }
}
