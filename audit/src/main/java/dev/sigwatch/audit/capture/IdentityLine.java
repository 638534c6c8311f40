package dev.sigwatch.audit.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One line of {@code identities.jsonl}: {@code {"did","kind","source","observed_at","body"}}, body as JSON or, where it is not
 * JSON, as base64 text.
 */
public final class IdentityLine {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private IdentityLine() {}

    /**
     * Reads a line.
     *
     * @throws CaptureException if it is not of this form
     */
    public static IdentityObservation parse(String line) throws CaptureException {
        try {
            JsonNode node = JSON.readTree(line);
            return new IdentityObservation(
                    text(node, "did"),
                    IdentityObservation.Kind.ofWireName(text(node, "kind")),
                    text(node, "source"),
                    node.required("observed_at").longValue(),
                    body(node.path("body")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CaptureException("not {did, kind, source, observed_at, body}", e);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.required(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field);
        }
        return value.textValue();
    }

    private static byte[] body(JsonNode body) throws JsonProcessingException {
        if (body.isTextual()) {
            return Base64.getDecoder().decode(body.textValue());
        }
        return body.isMissingNode() || body.isNull() ? new byte[0] : JSON.writeValueAsBytes(body);
    }

    /** Writes an observation as a line, without the line's end. */
    public static String format(IdentityObservation observation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("did", observation.did());
        node.put("kind", observation.kind().wireName());
        node.put("source", observation.source());
        node.put("observed_at", observation.observedAt());
        JsonNode body = jsonBody(observation.body());
        if (body == null) {
            node.put("body", Base64.getEncoder().encodeToString(observation.body()));
        } else {
            node.set("body", body);
        }
        return node.toString();
    }

    /** The body as an object or array; null for anything else, which would be taken for base64 or lost. */
    private static @org.jspecify.annotations.Nullable JsonNode jsonBody(byte[] body) {
        try (JsonParser parser = JSON.createParser(new String(body, StandardCharsets.UTF_8))) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return null;
            }
            return JSON.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }
}
