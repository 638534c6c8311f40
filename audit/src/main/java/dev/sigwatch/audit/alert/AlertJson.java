package dev.sigwatch.audit.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Alerts as JSON: the records of {@code audit.alerts}, what webhooks get and what {@code sigwatch alerts --output json} prints. */
public final class AlertJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> NAMED = new TypeReference<>() {};

    private AlertJson() {}

    /** The alert as a JSON object; times are microseconds since the epoch. */
    public static ObjectNode write(Alert alert) {
        ObjectNode json = JSON.createObjectNode()
                .put("alert_id", alert.id())
                .put("version", alert.version())
                .put("rule", alert.rule().name())
                .put("name", alert.rule().wireName())
                .put("priority", alert.priority().name())
                .put("status", alert.status().wireName())
                .put("route", alert.route().wireName())
                .put("did", alert.did())
                .put("handle", alert.handle())
                .put("handle_verified", alert.handleVerified())
                .put("object", alert.object())
                .put("title", alert.title())
                .put("sentence", alert.sentence())
                .put("raised_at", alert.raisedAt())
                .put("updated_at", alert.updatedAt())
                .put("deadline_at", alert.deadlineAt())
                .put("occurrences", alert.occurrences())
                .put("watch_item", alert.watchItem())
                .put("explained_by", alert.explainedBy());
        json.set("findings", JSON.valueToTree(alert.findings()));
        json.set("evidence", JSON.valueToTree(alert.evidence()));
        ArrayNode story = json.putArray("story");
        for (Alert.StoryLine line : alert.story()) {
            story.addObject().put("at", line.at()).put("text", line.text()).put("evidence", line.evidence());
        }
        json.set("facts", JSON.valueToTree(alert.facts()));
        json.set("commands", JSON.valueToTree(alert.commands()));
        return json;
    }

    /**
     * Reads an alert.
     *
     * @throws IllegalStateException if it is none: such a record was not written by us
     */
    public static Alert read(byte[] bytes) {
        JsonNode json;
        try {
            json = JSON.readTree(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert that is not JSON", e);
        }
        List<Alert.StoryLine> story = new java.util.ArrayList<>();
        for (JsonNode line : json.path("story")) {
            story.add(new Alert.StoryLine(line.path("at").longValue(), text(line, "text"), text(line, "evidence")));
        }
        return new Alert(
                text(json, "alert_id"),
                json.path("version").intValue(),
                Rule.valueOf(text(json, "rule")),
                Priority.valueOf(text(json, "priority")),
                Alert.Status.valueOf(text(json, "status").toUpperCase(Locale.ROOT)),
                Route.valueOf(text(json, "route").toUpperCase(Locale.ROOT)),
                text(json, "did"),
                text(json, "handle"),
                json.path("handle_verified").booleanValue(),
                text(json, "object"),
                text(json, "title"),
                text(json, "sentence"),
                json.path("raised_at").longValue(),
                json.path("updated_at").longValue(),
                json.path("deadline_at").isNumber() ? json.path("deadline_at").longValue() : null,
                JSON.convertValue(json.path("findings"), TEXTS),
                JSON.convertValue(json.path("evidence"), TEXTS),
                json.path("occurrences").intValue(),
                text(json, "watch_item"),
                text(json, "explained_by"),
                List.copyOf(story),
                JSON.convertValue(json.path("facts"), NAMED),
                JSON.convertValue(json.path("commands"), TEXTS));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("an alert without " + name);
        }
        return value.textValue();
    }
}
