package dev.sigwatch.atproto.cbor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data model's JSON form, as the fixtures write it. */
final class DataJson {
    private DataJson() {}

    static CborValue value(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> CborValue.of(json.textValue());
            case NUMBER -> CborValue.of(json.longValue());
            case BOOLEAN -> CborValue.of(json.booleanValue());
            case NULL -> CborValue.ofNull();
            case ARRAY -> {
                List<CborValue> items = new ArrayList<>();
                json.forEach(item -> items.add(value(item)));
                yield CborValue.of(items);
            }
            case OBJECT -> object(json);
            default -> throw new IllegalArgumentException("no data: " + json);
        };
    }

    private static CborValue object(JsonNode json) {
        if (json.has("$link")) {
            return CborValue.of(Cid.parse(json.get("$link").textValue()));
        }
        if (json.has("$bytes")) {
            return CborValue.of(Base64.getDecoder().decode(json.get("$bytes").textValue()));
        }
        Map<String, CborValue> entries = new HashMap<>();
        json.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
        return CborValue.of(entries);
    }
}
