package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import java.util.HexFormat;

/**
 * The blob that holds a manifest's exact bytes. Its CID is the plain SHA-256 of them, so it names the image's digest without a fetch.
 *
 * @param isPresent whether the record names one, sound or not
 * @param hash 64 hexadecimal digits, empty if its link is not a CID of raw bytes by SHA-256
 */
record ManifestBlob(boolean isPresent, String hash) {
    static final String FIELD = "manifestBlob";
    private static final ManifestBlob ABSENT = new ManifestBlob(false, "");

    static ManifestBlob of(RecordContents contents) {
        JsonNode blob = contents.field(FIELD);
        if (blob == null) {
            return ABSENT;
        }
        JsonNode link = blob.path("ref").path("$link");
        return new ManifestBlob(true, link.isTextual() && contents.isLink(FIELD, "ref") ? hash(link.textValue()) : "");
    }

    private static String hash(String link) {
        return Cid.tryParse(link)
                .filter(cid -> cid.codec() == Cid.Codec.RAW)
                .map(cid -> HexFormat.of().formatHex(cid.digest()))
                .orElse("");
    }
}
