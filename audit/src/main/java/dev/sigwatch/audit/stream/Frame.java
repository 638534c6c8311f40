package dev.sigwatch.audit.stream;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket message as received: the bytes, and where and when. Born in ingest (or read from a capture), nowhere else.
 *
 * @param host the stream's host, as {@code host[:port]}
 * @param seq the sequence number the frame claims, or -1 where none can be read
 * @param previousSeq the highest sequence number the same connection delivered before, or -1 for its first
 * @param inScope whether the DID had written an {@code io.atcr.*} record by the time the frame arrived
 * @param receivedAt microseconds since the epoch, our clock
 * @param bytes the message, verbatim; never written to after birth
 * @param direct whether the stream is a PDS's own, which speaks for its accounts only; else it is a relay's, or not known
 */
public record Frame(
        String host, long seq, long previousSeq, boolean inScope, long receivedAt, byte[] bytes, boolean direct) {

    /** A frame of a relay. */
    public Frame(String host, long seq, long previousSeq, boolean inScope, long receivedAt, byte[] bytes) {
        this(host, seq, previousSeq, inScope, receivedAt, bytes, false);
    }

    /** Headers of the Kafka record, name to bytes; the record's value is {@link #bytes()}. */
    public Map<String, byte[]> headers() {
        Headers headers = new Headers()
                .text("host", host)
                .number("seq", seq)
                .number("previous_seq", previousSeq)
                .number("in_scope", inScope ? 1 : 0)
                .number("received_at", receivedAt);
        return direct ? headers.number("direct", 1).toMap() : headers.toMap();
    }

    /**
     * Rebuilds a frame from a Kafka record.
     *
     * @param headers looks a header up by name, null where absent
     * @throws IllegalStateException if a header is missing: such a record was not written by ingest
     */
    public static Frame fromRecord(Function<String, byte @Nullable []> headers, byte[] value) {
        return new Frame(
                Headers.text(headers, "host"),
                Headers.number(headers, "seq"),
                Headers.number(headers, "previous_seq"),
                Headers.number(headers, "in_scope") == 1,
                Headers.number(headers, "received_at"),
                value,
                headers.apply("direct") != null && Headers.number(headers, "direct") == 1);
    }
}
