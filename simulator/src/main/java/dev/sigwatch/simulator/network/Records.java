package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.syntax.Did;
import java.util.Map;
import java.util.TreeMap;

/** Makes the records that accounts write, in the shape real clients give them. */
final class Records {
    static final String POST = "app.bsky.feed.post";
    static final String MANIFEST = "io.atcr.manifest";
    static final String TAG = "io.atcr.tag";

    static final String PROFILE = "io.atcr.sailor.profile";

    /** Where images lie. */
    static final String HOLD = "did:web:hold.example.com";

    /** Where images lie that have moved. */
    static final String OTHER_HOLD = "did:web:hold-2.example.com";

    private Records() {}

    static Write post(String rkey, String text, String createdAt) {
        return Write.put(
                POST + "/" + rkey,
                CborValue.of(Map.of(
                        "$type", CborValue.of(POST),
                        "text", CborValue.of(text),
                        "createdAt", CborValue.of(createdAt))));
    }

    /** The manifest's record, under the hex of its digest as ATCR writes it. */
    static Write manifest(Image image, String repository, String createdAt) {
        return manifest(image, manifestRecord(image, repository, createdAt));
    }

    /** Any record under the hex of an image's digest. */
    static Write manifest(Image image, MapValue record) {
        return Write.put(MANIFEST + "/" + image.hex(), record);
    }

    static MapValue manifestRecord(Image image, String repository, String createdAt) {
        Map<String, CborValue> record = new TreeMap<>(image.contents());
        record.put("$type", CborValue.of(MANIFEST));
        record.put("repository", CborValue.of(repository));
        record.put("digest", CborValue.of(image.digest()));
        record.put("mediaType", CborValue.of(image.mediaType()));
        record.put("schemaVersion", CborValue.of(2));
        record.put("createdAt", CborValue.of(createdAt));
        record.put("holdDid", CborValue.of(HOLD));
        record.put("manifestBlob", blob(image, image.mediaType()));
        return CborValue.of(record);
    }

    /** What the account's server says of an image's bytes that were uploaded to it. */
    static MapValue blob(Image image, String mimeType) {
        return CborValue.of(Map.of(
                "$type", CborValue.of("blob"),
                "ref", CborValue.of(image.blob()),
                "mimeType", CborValue.of(mimeType),
                "size", CborValue.of(image.manifest().length)));
    }

    static Write tag(Did did, Image image, String repository, String tag, String updatedAt) {
        return tag(repository, tag, tagRecord(did, image, repository, tag, updatedAt));
    }

    /** Any record under the key of a tag. */
    static Write tag(String repository, String tag, MapValue record) {
        return Write.put(tagPath(repository, tag), record);
    }

    static MapValue tagRecord(Did did, Image image, String repository, String tag, String updatedAt) {
        return CborValue.of(Map.of(
                "$type", CborValue.of(TAG),
                "repository", CborValue.of(repository),
                "tag", CborValue.of(tag),
                "manifest", CborValue.of(uri(did, image)),
                "updatedAt", CborValue.of(updatedAt)));
    }

    /** Where the manifest's record is. */
    static String uri(Did did, Image image) {
        return "at://" + did + "/" + MANIFEST + "/" + image.hex();
    }

    /** The record's path; a slash cannot be in a record key. */
    static String tagPath(String repository, String tag) {
        return TAG + "/" + repository.replace('/', '~') + "_" + tag;
    }

    /** What an account's owner has set. */
    static Write profile(String defaultHold, String createdAt) {
        return Write.put(
                PROFILE + "/self",
                CborValue.of(Map.of(
                        "$type", CborValue.of(PROFILE),
                        "createdAt", CborValue.of(createdAt),
                        "defaultHold", CborValue.of(defaultHold))));
    }
}
