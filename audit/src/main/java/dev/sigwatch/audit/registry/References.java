package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.RegistryFacts.Reference;
import java.util.ArrayList;
import java.util.List;

/** The other manifests that a manifest names: what it is about, and what it lists. */
final class References {
    private static final long NO_SIZE = -1;

    /** The schema's limit for media types, in bytes; a longer one compares with nothing. */
    private static final int MAX_MEDIA_TYPE = 128;

    private References() {}

    /** At most {@link RegistryFacts#MAX_REFERENCES}, with the subject first, so that no number of children can hide it. */
    static List<Reference> of(JsonNode manifest) {
        List<Reference> references = new ArrayList<>();
        add(false, manifest.path("subject"), references);
        JsonNode children = manifest.path("manifests");
        for (int i = 0; i < children.size() && references.size() < RegistryFacts.MAX_REFERENCES; i++) {
            add(true, children.path(i), references);
        }
        return List.copyOf(references);
    }

    private static void add(boolean isChild, JsonNode descriptor, List<Reference> references) {
        String digest = text(descriptor, "digest");
        if (Digests.isSha256(digest)) {
            String mediaType = text(descriptor, "mediaType");
            JsonNode size = descriptor.path("size");
            references.add(new Reference(
                    isChild,
                    digest,
                    mediaType.length() > MAX_MEDIA_TYPE ? "" : mediaType,
                    size.isIntegralNumber() && size.canConvertToLong() ? size.longValue() : NO_SIZE));
        }
    }

    private static String text(JsonNode descriptor, String field) {
        JsonNode value = descriptor.path(field);
        return value.isTextual() ? value.textValue() : "";
    }
}
