package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the records that accounts write, in the shape real clients give them. */
final class Records {
    static final String POST = "app.bsky.feed.post";
    static final String MANIFEST = "io.atcr.manifest";
    static final String TAG = "io.atcr.tag";

    private static final String HOLD = "did:web:hold.example.com";
    private static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

    private Records() {}

    /** An image's manifest: its exact bytes, which name the image by their hash. */
    record Image(byte[] manifest, CborValue config, CborValue layer) {
        Cid blob() {
            return Cid.ofRaw(manifest);
        }

        String hex() {
            return HexFormat.of().formatHex(blob().digest());
        }
    }

    /** An image whose content is two random digests. */
    static Image image(byte[] config, byte[] layer) {
        String configDigest =
                "sha256:" + HexFormat.of().formatHex(Cid.ofRaw(config).digest());
        String layerDigest =
                "sha256:" + HexFormat.of().formatHex(Cid.ofRaw(layer).digest());
        String json = "{\"schemaVersion\":2,\"mediaType\":\"" + MEDIA_TYPE + "\",\"config\":"
                + json(CONFIG_TYPE, configDigest, config.length) + ",\"layers\":["
                + json(LAYER_TYPE, layerDigest, layer.length) + "]}";
        return new Image(
                json.getBytes(StandardCharsets.UTF_8),
                descriptor(CONFIG_TYPE, configDigest, config.length),
                descriptor(LAYER_TYPE, layerDigest, layer.length));
    }

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
        Map<String, CborValue> record = new TreeMap<>();
        record.put("$type", CborValue.of(MANIFEST));
        record.put("repository", CborValue.of(repository));
        record.put("digest", CborValue.of("sha256:" + image.hex()));
        record.put("mediaType", CborValue.of(MEDIA_TYPE));
        record.put("schemaVersion", CborValue.of(2));
        record.put("createdAt", CborValue.of(createdAt));
        record.put("holdDid", CborValue.of(HOLD));
        record.put("config", image.config());
        record.put("layers", CborValue.of(List.of(image.layer())));
        record.put(
                "manifestBlob",
                CborValue.of(Map.of(
                        "$type", CborValue.of("blob"),
                        "ref", CborValue.of(image.blob()),
                        "mimeType", CborValue.of(MEDIA_TYPE),
                        "size", CborValue.of(image.manifest().length))));
        return Write.put(MANIFEST + "/" + image.hex(), CborValue.of(record));
    }

    static Write tag(Did did, Image image, String repository, String tag, String updatedAt) {
        return Write.put(
                TAG + "/" + tagKey(repository, tag),
                CborValue.of(Map.of(
                        "$type", CborValue.of(TAG),
                        "repository", CborValue.of(repository),
                        "tag", CborValue.of(tag),
                        "manifest", CborValue.of("at://" + did + "/" + MANIFEST + "/" + image.hex()),
                        "updatedAt", CborValue.of(updatedAt))));
    }

    /** The record key of a tag; a slash cannot be in one. */
    static String tagKey(String repository, String tag) {
        return repository.replace('/', '~') + "_" + tag;
    }

    private static CborValue descriptor(String mediaType, String digest, int size) {
        return CborValue.of(Map.of(
                "mediaType", CborValue.of(mediaType), "digest", CborValue.of(digest), "size", CborValue.of(size)));
    }

    private static String json(String mediaType, String digest, int size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }
}
