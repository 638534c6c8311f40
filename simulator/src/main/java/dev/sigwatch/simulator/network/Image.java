package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A manifest as clients push it: its exact bytes, which name the image by their hash, and what a record repeats of them.
 *
 * @param contents of an image {@code config} and {@code layers}, of an index a list of manifests, of an artifact also its subject
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image manifest</a>
 */
record Image(String mediaType, Map<String, CborValue> contents, byte[] manifest) {
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String SBOM_TYPE = "application/spdx+json";
    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");
    /** Layers of real images are some megabytes; the few bytes that stand for one decide how many. */
    private static final int LEAST_LAYER = 30_000;

    private static Image of(String mediaType, Map<String, CborValue> contents) {
        Map<String, CborValue> document = new LinkedHashMap<>();
        document.put("schemaVersion", CborValue.of(2));
        document.put("mediaType", CborValue.of(mediaType));
        document.putAll(contents);
        return new Image(mediaType, Map.copyOf(contents), json(document).getBytes(StandardCharsets.UTF_8));
    }

    /** An image of one architecture, of a configuration and a layer. */
    static Image single(byte[] config, byte[] layer) {
        Map<String, CborValue> contents = new TreeMap<>();
        contents.put("config", reference(CONFIG_TYPE, config, config.length));
        contents.put("layers", CborValue.of(List.of(reference(LAYER_TYPE, layer, size(layer)))));
        return of(MANIFEST_TYPE, contents);
    }

    /** One name for images of several architectures, at most as many as there are here. */
    static Image index(List<Image> children) {
        List<MapValue> manifests = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            MapValue platform = CborValue.of(Map.of(
                    "architecture", CborValue.of(ARCHITECTURES.get(i)),
                    "os", CborValue.of("linux")));
            manifests.add(children.get(i).descriptor().with("platform", platform));
        }
        return listing(manifests);
    }

    /** One name for whatever is listed. */
    static Image listing(List<MapValue> manifests) {
        return of(INDEX_TYPE, Map.of("manifests", CborValue.of(manifests)));
    }

    /** A bill of materials about an image. */
    static Image about(MapValue subject, byte[] contents) {
        Map<String, CborValue> artifact = new TreeMap<>();
        artifact.put("config", reference(EMPTY_TYPE, EMPTY, EMPTY.length));
        artifact.put("layers", CborValue.of(List.of(reference(SBOM_TYPE, contents, contents.length))));
        artifact.put("subject", subject);
        return of(MANIFEST_TYPE, artifact);
    }

    /** The same parts under another type. */
    Image as(String otherType) {
        return of(otherType, contents);
    }

    Cid blob() {
        return Cid.ofRaw(manifest);
    }

    /** The digest's digits, under which a registry keeps the record. */
    String hex() {
        return HexFormat.of().formatHex(blob().digest());
    }

    String digest() {
        return "sha256:" + hex();
    }

    /** How another manifest names this one. */
    MapValue descriptor() {
        return reference(mediaType, manifest, manifest.length);
    }

    /** Digest of its configuration or of another of its parts that there is one of. */
    String digestOf(String part) {
        return contents.get(part) instanceof MapValue map && map.get("digest") instanceof CborValue.TextValue text
                ? text.value()
                : "";
    }

    private static MapValue reference(String mediaType, byte[] bytes, int size) {
        return CborValue.of(Map.of(
                "mediaType",
                CborValue.of(mediaType),
                "digest",
                CborValue.of(
                        "sha256:" + HexFormat.of().formatHex(Cid.ofRaw(bytes).digest())),
                "size",
                CborValue.of(size)));
    }

    private static int size(byte[] layer) {
        int size = LEAST_LAYER;
        for (byte each : layer) {
            size += (each & 0xff) << 8;
        }
        return size;
    }

    private static String json(Map<String, ? extends CborValue> entries) {
        List<String> fields = new ArrayList<>();
        entries.forEach((name, value) -> fields.add('"' + name + "\":" + json(value)));
        return '{' + String.join(",", fields) + '}';
    }

    private static String json(CborValue value) {
        if (value instanceof MapValue map) {
            return json(map.entries());
        }
        if (value instanceof CborValue.ArrayValue array) {
            return '['
                    + String.join(",", array.items().stream().map(Image::json).toList())
                    + ']';
        }
        return value instanceof CborValue.TextValue text
                ? '"' + text.value() + '"'
                : Long.toString(((CborValue.IntValue) value).value());
    }
}
