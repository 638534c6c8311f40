package dev.sigwatch.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line of an export feed, read as far as following it needs. */
sealed interface FeedLine {
    /** Longest line: far above the specification's 7,500 bytes of an operation, spelled in JSON. */
    int MAX_LINE = 64 << 10;
    /** Largest sequence number: what JSON numbers can say exactly. */
    long MAX_SEQ = (1L << 53) - 1;

    ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(MAX_LINE)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .build();

    /** The line as served. */
    byte[] bytes();

    /**
     * An operation.
     *
     * @param createdAt when the directory says that it took it, microseconds since the epoch; 0 where unreadable
     */
    record Operation(long seq, String did, long createdAt, byte[] bytes) implements FeedLine {}

    /**
     * Of a type not known here, which a newer directory may have.
     *
     * @param seq -1 where it has none
     */
    record Other(long seq, byte[] bytes) implements FeedLine {}

    /** An operation without a sequence number, as older directories serve it. */
    record Unsequenced(byte[] bytes) implements FeedLine {}

    /** Not readable. */
    record Bad(String reason, byte[] bytes) implements FeedLine {}

    /** Reads a line; never throws. */
    static FeedLine read(byte[] line) {
        if (line.length > MAX_LINE) {
            return new Bad("a line of " + line.length + " bytes", line);
        }
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return new Bad("a line that is not JSON", line);
        } catch (IOException e) {
            return new Bad("a line that cannot be read", line);
        }
        if (node == null || !node.isObject()) {
            return new Bad("a line that is not a JSON object", line);
        }
        return ofObject(node, line);
    }

    private static FeedLine ofObject(JsonNode node, byte[] line) {
        boolean operation = node.path("did").isTextual()
                && node.path("cid").isTextual()
                && node.path("operation").isObject()
                && node.path("createdAt").isTextual();
        if (operation && node.path("type").isMissingNode() && node.path("seq").isMissingNode()) {
            return new Unsequenced(line);
        }
        JsonNode seq = node.path("seq");
        boolean numbered =
                seq.isIntegralNumber() && seq.canConvertToLong() && seq.longValue() > 0 && seq.longValue() <= MAX_SEQ;
        if (!node.path("type").isTextual()) {
            return new Bad("a line without a type", line);
        }
        if (!node.path("type").textValue().equals("sequenced_op")) {
            return new Other(numbered ? seq.longValue() : -1, line);
        }
        if (!numbered) {
            return new Bad("an operation without a sequence number", line);
        }
        if (!operation) {
            return new Bad("an operation that lacks a field", line);
        }
        return new Operation(
                seq.longValue(),
                node.path("did").textValue(),
                micros(node.path("createdAt").textValue()),
                line);
    }

    private static long micros(String time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }
}
