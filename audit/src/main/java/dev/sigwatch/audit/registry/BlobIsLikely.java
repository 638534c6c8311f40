package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** A manifest's blob has a size that manifests have, and the media type that the record gives; servers may guess it, though. */
final class BlobIsLikely implements RecordCheck {
    /** The reference PDS takes no larger blobs by default; registries need not take manifests of more than 4 MiB. */
    private static final long MAX_BYTES = 5 * 1024 * 1024;

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (!record.isIn(Nsids.MANIFEST) || !record.contents().blob().isPresent()) {
            return;
        }
        Places wrong = new Places();
        JsonNode blob = record.contents().json().path(ManifestBlob.FIELD);
        JsonNode size = blob.path("size");
        if (size.isIntegralNumber()
                && (!size.canConvertToLong() || size.longValue() <= 0 || size.longValue() > MAX_BYTES)) {
            wrong.add("size " + Quoted.text(size.asText()));
        }
        String mimeType = blob.path("mimeType").asText();
        if (!mimeType.equals(record.text("mediaType"))) {
            wrong.add("blob " + Quoted.text(mimeType) + ", record " + Quoted.text(record.text("mediaType")));
        }
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.BLOB_SHAPE.found(wrong.toString()));
        }
    }
}
