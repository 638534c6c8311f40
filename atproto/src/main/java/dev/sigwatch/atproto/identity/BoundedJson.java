package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sigwatch.atproto.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON that strangers serve: bounded in size and depth, and leaving nothing behind in caches that all documents share. */
final class BoundedJson {
    /** Largest document read; the resolver takes no longer response. */
    static final int MAX_BYTES = 1 << 20;

    /** Deepest nesting read, our bound: DID documents need 4, audit logs 5. */
    static final int MAX_DEPTH = 64;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxStringLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private BoundedJson() {}

    /**
     * Reads one JSON value that fills the array. Of members of one name the last counts, as in other readers.
     *
     * @throws MalformedException if it is not JSON, or beyond a bound
     */
    static JsonNode read(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new MalformedException(MAX_BYTES, "JSON: longer than " + MAX_BYTES + " bytes");
        }
        try {
            JsonNode value = READER.readTree(json);
            if (value.isMissingNode()) {
                throw new MalformedException(0, "JSON: empty");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            int offset = notJson.getLocation() == null
                    ? -1
                    : (int) notJson.getLocation().getByteOffset();
            throw new MalformedException(offset, "JSON: not one value within bounds");
        } catch (IOException impossible) {
            throw new IllegalStateException("reading an array failed", impossible);
        }
    }

    /** The text of member {@code name}; null if {@code object} is no object, has no such member or holds something else there. */
    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? null : value.textValue();
    }
}
