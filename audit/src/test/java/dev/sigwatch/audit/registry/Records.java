package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Tid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as registries and storage services write them, of every era, and what surrounds them. */
final class Records {
    static final String ALICE = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    static final String BOB = "did:plc:44ybard66vv44zksje25o7dz";
    static final String HOLD = "did:web:hold01.atcr.io";
    static final String TIME = "2026-11-01T10:00:00Z";
    static final long TIME_MICROS = 1_793_527_200_000_000L;
    static final String REV = Tid.of(TIME_MICROS + 2_000_000, 5).value();
    static final String A_TID = Tid.of(TIME_MICROS, 9).value();

    static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    static final byte[] BYTES = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
    static final Cid BLOB = Cid.ofRaw(BYTES);
    static final String HEX = hex(BLOB);
    static final String OTHER_HEX = hex(Cid.ofRaw(new byte[] {1}));
    static final String MANIFEST_URI = "at://" + ALICE + "/io.atcr.manifest/" + HEX;

    private Records() {}

    /** A record that is as it should be. */
    record Good(String name, String era, String did, String collection, String rkey, MapValue record) {
        RegistryRecord asRead() {
            return read(record);
        }

        /** This record with other contents. */
        RegistryRecord read(MapValue contents) {
            return read(rkey, contents);
        }

        /** This record under another key, with other contents. */
        RegistryRecord read(String key, MapValue contents) {
            return new RegistryRecord(
                    did, collection, key, "create", REV, TIME_MICROS + 3_000_000, contents(contents.encode()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static RecordContents contents(byte[] block) {
        return RecordContents.read(Slice.of(block));
    }

    static String hex(Cid cid) {
        return HexFormat.of().formatHex(cid.digest());
    }

    /** A map of names and values in turn; texts, numbers, flags and lists may stand as they are. */
    static MapValue map(Object... namesAndValues) {
        Map<String, CborValue> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return CborValue.of(map);
    }

    static CborValue value(Object value) {
        if (value instanceof String text) {
            return CborValue.of(text);
        }
        if (value instanceof Integer number) {
            return CborValue.of(number);
        }
        if (value instanceof Boolean flag) {
            return CborValue.of(flag);
        }
        if (value instanceof List<?> list) {
            List<CborValue> values = new ArrayList<>();
            list.forEach(item -> values.add(value(item)));
            return CborValue.of(values);
        }
        return (CborValue) value;
    }

    static MapValue blob(Cid ref, String mimeType, int size) {
        return map("$type", "blob", "ref", CborValue.of(ref), "mimeType", mimeType, "size", size);
    }

    static MapValue descriptor(String mediaType, String hex, int size) {
        return map("mediaType", mediaType, "digest", "sha256:" + hex, "size", size);
    }

    static final MapValue CONFIG = descriptor("application/vnd.oci.image.config.v1+json", OTHER_HEX, 1_469);
    static final MapValue LAYER =
            descriptor("application/vnd.oci.image.layer.v1.tar+gzip", hex(Cid.ofRaw(new byte[] {2})), 3_624_122);

    static final Good MANIFEST = new Good(
            "manifest of an image",
            "2025-12",
            ALICE,
            "io.atcr.manifest",
            HEX,
            map(
                    "$type",
                    "io.atcr.manifest",
                    "repository",
                    "team/web-shop",
                    "digest",
                    "sha256:" + HEX,
                    "mediaType",
                    IMAGE_TYPE,
                    "schemaVersion",
                    2,
                    "createdAt",
                    TIME,
                    "holdDid",
                    HOLD,
                    "manifestBlob",
                    blob(BLOB, IMAGE_TYPE, BYTES.length),
                    "config",
                    CONFIG,
                    "layers",
                    List.of(LAYER, LAYER),
                    "annotations",
                    map("org.opencontainers.image.source", "https://example.com/web-shop")));

    static final Good INDEX = new Good(
            "manifest of an index",
            "2025-12",
            ALICE,
            "io.atcr.manifest",
            HEX,
            MANIFEST.record()
                    .without("config")
                    .without("layers")
                    .with("mediaType", CborValue.of(INDEX_TYPE))
                    .with("manifestBlob", blob(BLOB, INDEX_TYPE, BYTES.length))
                    .with(
                            "manifests",
                            CborValue.of(List.of(
                                    descriptor(IMAGE_TYPE, OTHER_HEX, 527)
                                            .with(
                                                    "platform",
                                                    map("architecture", "arm64", "os", "linux", "variant", "v8")),
                                    descriptor(IMAGE_TYPE, hex(Cid.ofRaw(new byte[] {3})), 566)
                                            .with("platform", map("architecture", "unknown", "os", "unknown"))))));

    static final Good ARTIFACT = new Good(
            "manifest of an artifact",
            "2025-12",
            HOLD,
            "io.atcr.manifest",
            HEX,
            MANIFEST.record()
                    .with("config", descriptor("application/vnd.oci.empty.v1+json", OTHER_HEX, 2))
                    .with("subject", descriptor(IMAGE_TYPE, OTHER_HEX, 527)));

    static final Good OLD_MANIFEST = new Good(
            "manifest without its bytes",
            "2025-10",
            ALICE,
            "io.atcr.manifest",
            HEX,
            MANIFEST.record()
                    .without("manifestBlob")
                    .without("holdDid")
                    .with("holdEndpoint", CborValue.of("https://hold01.atcr.io")));

    static final Good TAG = new Good(
            "tag by URI",
            "2025-12",
            ALICE,
            "io.atcr.tag",
            "team~web-shop_v1.2.0",
            map(
                    "$type", "io.atcr.tag",
                    "repository", "team/web-shop",
                    "tag", "v1.2.0",
                    "manifest", MANIFEST_URI,
                    "updatedAt", TIME));

    static final Good NEW_TAG = new Good(
            "tag with a media type",
            "2026-08",
            ALICE,
            "io.atcr.tag",
            TAG.rkey(),
            TAG.record().with("mediaType", CborValue.of(IMAGE_TYPE)));

    static final Good OLD_TAG = new Good(
            "tag by digest",
            "2025-10",
            ALICE,
            "io.atcr.tag",
            TAG.rkey(),
            TAG.record().without("manifest").with("manifestDigest", CborValue.of("sha256:" + HEX)));

    static final Good DATED_TAG = new Good(
            "tag with the time its schema asked for",
            "2025-10",
            ALICE,
            "io.atcr.tag",
            TAG.rkey(),
            OLD_TAG.record().without("updatedAt").with("createdAt", CborValue.of(TIME)));

    static final Good DOUBLE_TAG = new Good(
            "tag with both pointers",
            "2025-12",
            ALICE,
            "io.atcr.tag",
            TAG.rkey(),
            TAG.record().with("manifestDigest", CborValue.of("sha256:" + HEX)));

    static final Good PROFILE = new Good(
            "profile",
            "2025-12",
            ALICE,
            "io.atcr.sailor.profile",
            "self",
            map(
                    "$type",
                    "io.atcr.sailor.profile",
                    "createdAt",
                    TIME,
                    "updatedAt",
                    TIME,
                    "defaultHold",
                    HOLD,
                    "autoRemoveUntagged",
                    true,
                    "registryDomain",
                    "buoy.cr",
                    "ociClient",
                    "podman"));

    static final Good OLD_PROFILE = new Good(
            "profile with a hold's URL",
            "2025-10",
            ALICE,
            "io.atcr.sailor.profile",
            "self",
            map("$type", "io.atcr.sailor.profile", "createdAt", TIME, "defaultHold", "https://hold01.atcr.io"));

    static final Good STAR = new Good(
            "star",
            "2026-02",
            ALICE,
            "io.atcr.sailor.star",
            "anything",
            map(
                    "$type",
                    "io.atcr.sailor.star",
                    "subject",
                    "at://" + BOB + "/io.atcr.repo.page/tool",
                    "createdAt",
                    TIME));

    static final Good WEBHOOK = new Good(
            "webhook",
            "2026-02",
            ALICE,
            "io.atcr.sailor.webhook",
            A_TID,
            map(
                    "$type",
                    "io.atcr.sailor.webhook",
                    "holdDid",
                    HOLD,
                    "triggers",
                    3,
                    "privateCid",
                    Cid.ofDagCbor(BYTES).toString(),
                    "createdAt",
                    TIME));

    static final Good PAGE = new Good(
            "page of a repository",
            "2026-08",
            ALICE,
            "io.atcr.repo.page",
            "web-shop",
            map(
                    "$type",
                    "io.atcr.repo.page",
                    "repository",
                    "web-shop",
                    "createdAt",
                    TIME,
                    "updatedAt",
                    TIME,
                    "description",
                    "# Web shop",
                    "avatar",
                    blob(BLOB, "image/png", 9_000),
                    "userEdited",
                    true));

    static final Good OLD_HOLD = new Good(
            "hold in a user's repository",
            "2025-10",
            ALICE,
            "io.atcr.hold",
            "mine",
            map(
                    "$type",
                    "io.atcr.hold",
                    "endpoint",
                    "https://hold.example.com",
                    "owner",
                    ALICE,
                    "public",
                    false,
                    "createdAt",
                    TIME));

    static final Good CAPTAIN = new Good(
            "captain",
            "2025-12",
            HOLD,
            "io.atcr.hold.captain",
            "self",
            map(
                    "$type",
                    "io.atcr.hold.captain",
                    "owner",
                    ALICE,
                    "public",
                    true,
                    "allowAllCrew",
                    false,
                    "enableBlueskyPosts",
                    true,
                    "deployedAt",
                    TIME,
                    "region",
                    "eu-west",
                    "provider",
                    "fly"));

    static final Good NEW_CAPTAIN = new Good(
            "captain with a successor",
            "2026-08",
            HOLD,
            "io.atcr.hold.captain",
            "self",
            CAPTAIN.record().without("provider").with("successor", CborValue.of("did:web:hold02.atcr.io")));

    static final Good OLD_CAPTAIN = new Good(
            "captain of the first documents",
            "2025-10",
            HOLD,
            "io.atcr.hold.captain",
            "self",
            map("$type", "io.atcr.hold.captain", "public", true, "allowAllCrew", true, "createdAt", TIME));

    static final Good CREW = new Good(
            "crew",
            "2025-12",
            HOLD,
            "io.atcr.hold.crew",
            A_TID,
            map(
                    "$type",
                    "io.atcr.hold.crew",
                    "member",
                    BOB,
                    "role",
                    "write",
                    "permissions",
                    List.of("blob:write", "blob:read"),
                    "addedAt",
                    TIME,
                    "tier",
                    "deckhand"));

    static final Good OLD_CREW = new Good(
            "crew of the first documents",
            "2025-10",
            HOLD,
            "io.atcr.hold.crew",
            "bob",
            map("$type", "io.atcr.hold.crew", "did", BOB, "permissions", List.of("blob:read")));

    static final Good LAYER_RECORD = new Good(
            "layer",
            "2026-02",
            HOLD,
            "io.atcr.hold.layer",
            A_TID,
            map(
                    "$type",
                    "io.atcr.hold.layer",
                    "digest",
                    "sha256:" + OTHER_HEX,
                    "size",
                    3_624_122,
                    "mediaType",
                    "application/vnd.oci.image.layer.v1.tar+gzip",
                    "manifest",
                    MANIFEST_URI,
                    "userDid",
                    ALICE,
                    "createdAt",
                    TIME));

    static final Good OLD_LAYER = new Good(
            "layer by repository",
            "2025-12",
            HOLD,
            "io.atcr.hold.layer",
            A_TID,
            LAYER_RECORD
                    .record()
                    .without("manifest")
                    .with("repository", CborValue.of("team/web-shop"))
                    .with("userHandle", CborValue.of("alice.example.com")));

    static final Good STATS = new Good(
            "statistics",
            "2026-02",
            HOLD,
            "io.atcr.hold.stats",
            StatisticsKey.key(ALICE, "team/web-shop"),
            map(
                    "$type",
                    "io.atcr.hold.stats",
                    "ownerDid",
                    ALICE,
                    "repository",
                    "team/web-shop",
                    "pullCount",
                    128,
                    "pushCount",
                    7,
                    "updatedAt",
                    TIME,
                    "lastPull",
                    TIME));

    static final Good SCAN = new Good(
            "scan",
            "2026-02",
            HOLD,
            "io.atcr.hold.scan",
            HEX,
            map(
                    "$type",
                    "io.atcr.hold.scan",
                    "manifest",
                    MANIFEST_URI,
                    "repository",
                    "team/web-shop",
                    "userDid",
                    ALICE,
                    "critical",
                    1,
                    "high",
                    2,
                    "medium",
                    3,
                    "low",
                    4,
                    "total",
                    12,
                    "scannerVersion",
                    "v0.9.1",
                    "scannedAt",
                    TIME,
                    "sbomBlob",
                    blob(Cid.ofRaw(new byte[] {4}), "application/spdx+json", 200_000),
                    "vulnReportBlob",
                    blob(Cid.ofRaw(new byte[] {5}), "application/vnd.atcr.vulnerabilities+json", 90_000)));

    static final Good NEW_SCAN = new Good(
            "scan with a status",
            "2026-08",
            HOLD,
            "io.atcr.hold.scan",
            HEX,
            SCAN.record().with("status", CborValue.of("failed")).with("reason", CborValue.of("timeout")));

    static final List<Good> ALL = List.of(
            MANIFEST,
            INDEX,
            ARTIFACT,
            OLD_MANIFEST,
            TAG,
            NEW_TAG,
            OLD_TAG,
            DATED_TAG,
            DOUBLE_TAG,
            PROFILE,
            OLD_PROFILE,
            STAR,
            WEBHOOK,
            PAGE,
            OLD_HOLD,
            CAPTAIN,
            NEW_CAPTAIN,
            OLD_CAPTAIN,
            CREW,
            OLD_CREW,
            LAYER_RECORD,
            OLD_LAYER,
            STATS,
            SCAN,
            NEW_SCAN);
}
