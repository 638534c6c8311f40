package dev.sigwatch.atproto.repo;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import java.io.IOException;
import java.util.Base64;

/**
 * A record block as JSON, links as {@code {"$link": …}} and bytes as {@code {"$bytes": …}}.
 *
 * <p>Records are content, not structure: they are read leniently, because a record that breaks the data model is still what
 * the publisher signed and still has to be shown.
 *
 * @see <a href="https://atproto.com/specs/data-model#json-representation">JSON representation</a>
 */
public final class RecordJson {
    /** The data model guide's informal nesting limit. */
    private static final int MAX_DEPTH = 32;

    /** Record blocks are at most this long by the sync specification. */
    private static final int MAX_BYTES = 1_048_576;

    private static final int TAG_CID = 42;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private RecordJson() {}

    /**
     * Reads a record block.
     *
     * @return the record; usually an object, but a hostile block may hold any value
     * @throws MalformedException if the bytes are not one CBOR item within the limits
     */
    public static JsonNode read(byte[] buffer, int offset, int length) {
        if (length > MAX_BYTES) {
            throw new MalformedException(offset, "record longer than " + MAX_BYTES + " bytes");
        }
        try (CBORParser parser = CBOR.createParser(buffer, offset, length)) {
            JsonNode record = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new MalformedException(offset, "bytes after the record");
            }
            return record;
        } catch (IOException e) {
            throw new MalformedException(offset, "record is not CBOR");
        }
    }

    private static JsonNode value(CBORParser parser, JsonToken token) throws IOException {
        if (token == null) {
            throw new MalformedException(-1, "truncated record");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_EMBEDDED_OBJECT -> bytesOrLink(parser);
            default -> NODES.nullNode();
        };
    }

    private static ObjectNode object(CBORParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            object.set(key, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static ArrayNode array(CBORParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private static JsonNode bytesOrLink(CBORParser parser) throws IOException {
        boolean tagged = parser.getCurrentTag() == TAG_CID;
        byte[] bytes = parser.getBinaryValue();
        if (bytes == null) {
            return NODES.nullNode();
        }
        if (tagged && bytes.length == Cid.LENGTH + 1 && bytes[0] == 0) {
            Cid cid = link(bytes);
            if (cid != null) {
                return NODES.objectNode().put("$link", cid.toString());
            }
        }
        return NODES.objectNode()
                .put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static @org.jspecify.annotations.Nullable Cid link(byte[] bytes) {
        try {
            return Cid.read(bytes, 1);
        } catch (MalformedException e) {
            return null;
        }
    }
}
