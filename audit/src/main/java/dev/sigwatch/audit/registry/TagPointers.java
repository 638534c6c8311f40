package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Did;
import org.jspecify.annotations.Nullable;

/**
 * What a tag points to: by the URI of a manifest, by its digest, or both. Readers try the URI first.
 *
 * @param uri null where there is none that can be read
 * @param digest {@code sha256:…}, empty where there is none that can be used
 */
record TagPointers(@Nullable AtUri uri, String digest) {
    static TagPointers of(RegistryRecord record) {
        String digest = record.text("manifestDigest");
        return new TagPointers(
                AtUri.tryParse(record.text("manifest")).orElse(null), Digests.isSha256(digest) ? digest : "");
    }

    /** Whether the URI is that of a manifest's record. */
    boolean isToManifest() {
        return uri != null
                && uri.rkey() != null
                && uri.collection() != null
                && uri.collection().value().equals(Nsids.MANIFEST);
    }

    /** The digest that the URI names, empty if none. */
    String digestOfUri() {
        return isToManifest()
                        && uri != null
                        && uri.rkey() != null
                        && Digests.isHex(uri.rkey().value())
                ? Digests.SHA_256 + uri.rkey().value()
                : "";
    }

    /** The digest pointed to, empty if none is named. */
    String target() {
        String ofUri = digestOfUri();
        return ofUri.isEmpty() ? digest : ofUri;
    }

    /** Whose manifest is pointed to, empty if no DID is named. */
    String targetDid() {
        return uri == null ? "" : uri.did().map(Did::value).orElse("");
    }
}
