package dev.sigwatch.audit.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Health reports as JSON: the values of the records in {@code audit.health}. */
public final class HealthJson {
    /** Longest record read: a report is a dozen numbers and a line. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthJson() {}

    /** The report as the bytes of a JSON object with {@code part}, {@code at}, {@code numbers} and {@code detail}. */
    public static byte[] write(HealthReport report) {
        ObjectNode json = JSON.createObjectNode().put("part", report.part()).put("at", report.at());
        ObjectNode numbers = json.putObject("numbers");
        new TreeMap<>(report.numbers()).forEach(numbers::put);
        return json.put("detail", report.detail()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a report; empty if the bytes are none. */
    public static Optional<HealthReport> tryRead(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.path("part").isTextual() || !json.path("at").isIntegralNumber()) {
            return Optional.empty();
        }
        Map<String, Long> numbers = new TreeMap<>();
        json.path("numbers").properties().forEach(number -> {
            if (number.getValue().isIntegralNumber()) {
                numbers.put(number.getKey(), number.getValue().longValue());
            }
        });
        return Optional.of(new HealthReport(
                json.path("part").textValue(),
                json.path("at").longValue(),
                Map.copyOf(numbers),
                json.path("detail").asText("")));
    }
}
