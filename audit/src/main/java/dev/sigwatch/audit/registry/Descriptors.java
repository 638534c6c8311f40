package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/** The contents that a manifest names, each by media type, size and digest. */
final class Descriptors {
    /**
     * Of one list; more are not looked at. A file system takes some hundred layers, an index has some dozens of entries, and what runs
     * an image reads its bytes and not this copy.
     */
    private static final int MAX_OF_LIST = 1_024;

    private Descriptors() {}

    /** Shows each descriptor, with the field it is in. */
    static void forEach(RegistryRecord manifest, BiConsumer<String, JsonNode> consumer) {
        JsonNode json = manifest.contents().json();
        one(json, "config", consumer);
        many(json, "layers", consumer);
        many(json, "manifests", consumer);
        one(json, "subject", consumer);
    }

    private static void one(JsonNode json, String field, BiConsumer<String, JsonNode> consumer) {
        if (json.path(field).isObject()) {
            consumer.accept(field, json.path(field));
        }
    }

    private static void many(JsonNode json, String field, BiConsumer<String, JsonNode> consumer) {
        JsonNode list = json.path(field);
        int size = list.isArray() ? Math.min(list.size(), MAX_OF_LIST) : 0;
        for (int i = 0; i < size; i++) {
            if (list.path(i).isObject()) {
                consumer.accept(field + "[" + i + "]", list.path(i));
            }
        }
    }
}
