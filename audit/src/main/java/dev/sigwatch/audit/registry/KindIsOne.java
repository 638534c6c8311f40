package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A manifest is of an image or an index of several: it has the parts of one of them, by its media type where that is known.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">Image index</a>
 */
final class KindIsOne implements RecordCheck {
    private static final int SCHEMA_VERSION = 2;
    private static final Set<String> IMAGES = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (!record.isIn(Nsids.MANIFEST)) {
            return;
        }
        Places wrong = new Places();
        kind(record, wrong);
        JsonNode version = record.contents().json().path("schemaVersion");
        if (version.isIntegralNumber() && !(version.canConvertToInt() && version.intValue() == SCHEMA_VERSION)) {
            wrong.add("schemaVersion " + Quoted.text(version.asText()));
        }
        Descriptors.forEach(record, (field, descriptor) -> {
            JsonNode size = descriptor.path("size");
            if (size.isIntegralNumber() && size.bigIntegerValue().signum() < 0) {
                wrong.add(field + ".size " + Quoted.text(size.asText()));
            }
        });
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.KIND_MIX.found(wrong.toString()));
        }
    }

    private static void kind(RegistryRecord record, Places wrong) {
        RecordContents contents = record.contents();
        String mediaType = record.text("mediaType");
        boolean hasImage = contents.field("config") != null || contents.field("layers") != null;
        boolean hasIndex = contents.field("manifests") != null;
        if (!hasImage && !hasIndex) {
            wrong.add("neither config and layers nor manifests");
        } else if (INDEXES.contains(mediaType) && (!hasIndex || isFilled(contents, "config", "layers"))) {
            wrong.add("an index with config or layers");
        } else if (IMAGES.contains(mediaType) && (!hasImage || isFilled(contents, "manifests"))) {
            wrong.add("an image with manifests");
        } else if (isFilled(contents, "config", "layers") && isFilled(contents, "manifests")) {
            wrong.add("both config or layers and manifests");
        }
    }

    /** An empty list is how some encoders say that there is none. */
    private static boolean isFilled(RecordContents contents, String... fields) {
        for (String name : fields) {
            JsonNode field = contents.field(name);
            if (field != null && !(field.isArray() && field.isEmpty())) {
                return true;
            }
        }
        return false;
    }
}
