package dev.sigwatch.audit.registry;

import static dev.sigwatch.audit.FindingCode.BLOB_SHAPE;
import static dev.sigwatch.audit.FindingCode.COUNTS;
import static dev.sigwatch.audit.FindingCode.DIGEST_BLOB;
import static dev.sigwatch.audit.FindingCode.DIGEST_GRAMMAR;
import static dev.sigwatch.audit.FindingCode.KIND_MIX;
import static dev.sigwatch.audit.FindingCode.LAYER_CLAIM;
import static dev.sigwatch.audit.FindingCode.NO_HOLD;
import static dev.sigwatch.audit.FindingCode.RKEY_DIGEST;
import static dev.sigwatch.audit.FindingCode.RKEY_SHAPE;
import static dev.sigwatch.audit.FindingCode.SCHEMA_INVALID;
import static dev.sigwatch.audit.FindingCode.STATS_KEY;
import static dev.sigwatch.audit.FindingCode.TAG_CONFLICT;
import static dev.sigwatch.audit.FindingCode.TAG_FOREIGN;
import static dev.sigwatch.audit.FindingCode.TAG_GRAMMAR;
import static dev.sigwatch.audit.FindingCode.TAG_NO_TARGET;
import static dev.sigwatch.audit.FindingCode.TIME_SKEW;
import static dev.sigwatch.audit.FindingCode.TYPE_MISMATCH;
import static dev.sigwatch.audit.FindingCode.UNBOUND;
import static dev.sigwatch.audit.registry.Records.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule: what breaks it, and what comes close to that and is fine. Nothing but what is said may be found. */
class RecordChecksTest {
    private static final String SHA_512 = "sha512:" + "ab".repeat(64);

    @Test
    void theTypeIsTheCollection() {
        assertFound(Records.TAG, "$type", "io.atcr.manifest", TYPE_MISMATCH);
        assertFound(Records.TAG, "$type", null, TYPE_MISMATCH);
        assertFound(Records.TAG, "$type", 5, TYPE_MISMATCH);
        Records.Good unknown = new Records.Good(
                "", "", Records.ALICE, "io.atcr.harbour", "x", map("$type", "io.atcr.manifest", "digest", 7));
        assertThat(codes(unknown.asRead())).containsExactly(TYPE_MISMATCH);
    }

    @Test
    void theSchemaSaysWhichFieldIsWrong() {
        assertThat(detail(Records.MANIFEST, "createdAt", "yesterday")).isEqualTo("createdAt: not a datetime");
        assertThat(detail(Records.MANIFEST, "holdDid", "hold01.atcr.io")).isEqualTo("holdDid: not a DID");
        assertThat(detail(Records.TAG, "manifest", "https://atcr.io/x")).isEqualTo("manifest: not an at-uri");
        assertThat(detail(Records.OLD_MANIFEST, "holdEndpoint", "no uri")).isEqualTo("holdEndpoint: not a URI");
        assertThat(detail(Records.MANIFEST, "repository", "a".repeat(256)))
                .isEqualTo("repository: longer than 255 bytes");
        assertThat(detail(Records.MANIFEST, "layers", List.of(Records.LAYER, Records.LAYER.without("size"))))
                .isEqualTo("layers[1].size: missing");
        assertThat(detail(Records.MANIFEST, "annotations", List.of())).isEqualTo("annotations: not an object");
        assertThat(detail(Records.STATS, "pullCount", "3")).isEqualTo("pullCount: not an integer");
        assertThat(detail(Records.PROFILE, "autoRemoveUntagged", 1)).isEqualTo("autoRemoveUntagged: not a boolean");
        assertThat(detail(Records.CREW, "permissions", "all")).isEqualTo("permissions: not a list");
        assertThat(detail(Records.PAGE, "avatar", Records.blob(Records.BLOB, "image/svg+xml", 9)))
                .isEqualTo("avatar: blob of another media type");
        assertThat(detail(Records.PAGE, "avatar", Records.blob(Records.BLOB, "image/png", 3_000_001)))
                .isEqualTo("avatar: blob larger than 3000000 bytes");
        assertThat(detail(Records.SCAN, "sbomBlob", map("cid", "old", "mimeType", "application/spdx+json")))
                .isEqualTo("sbomBlob: malformed blob");
    }

    @Test
    void lengthsAreOfBytes() {
        assertClean(Records.PAGE, "description", "é".repeat(50_000));
        assertFound(Records.PAGE, "description", "é".repeat(50_001), SCHEMA_INVALID);
        assertClean(Records.CREW, "tier", "🚢".repeat(8));
        assertFound(Records.CREW, "tier", "🚢".repeat(8) + "a", SCHEMA_INVALID);
    }

    @Test
    void floatsAndMalformedBlobsAreNowhere() {
        MapValue record = Records.TAG
                .record()
                .with("score", new CborValue.FloatValue(1.5))
                .with("extra", map("deep", List.of(map("picture", map("$type", "blob", "size", 3)))));
        assertThat(findings(Records.TAG.read(record)))
                .singleElement()
                .isEqualTo(SCHEMA_INVALID.found("extra.deep[0].picture: malformed blob; score: floating point number"));
        assertThat(detail(Records.STATS, "pullCount", new CborValue.FloatValue(3)))
                .isEqualTo("pullCount: not an integer");
    }

    @Test
    void aRecordOfNoEraIsMeasuredByTheNearest() {
        assertThat(detail(Records.OLD_LAYER, "userHandle", null)).isEqualTo("manifest: missing");
        assertThat(detail(Records.OLD_LAYER, "digest", null)).isEqualTo("digest: missing");
        // A new field in an old record makes it no old one.
        assertThat(detail(Records.OLD_CAPTAIN, "successor", Records.HOLD))
                .contains("owner: missing", "deployedAt: missing");
    }

    @Test
    void theKeyIsTheDigest() {
        MapValue manifest = Records.MANIFEST.record();
        assertThat(codes(Records.MANIFEST.read(Records.OTHER_HEX, manifest))).containsExactly(RKEY_DIGEST);
        assertThat(codes(Records.MANIFEST.read("sha256:" + Records.OTHER_HEX, manifest)))
                .containsExactly(RKEY_DIGEST);
        for (String key : List.of(Records.A_TID, Records.HEX.toUpperCase(Locale.ROOT), "sha256:" + Records.HEX, "x")) {
            assertThat(codes(Records.MANIFEST.read(key, manifest))).as(key).containsExactly(RKEY_SHAPE);
        }
        assertThat(codes(Records.SCAN.read(Records.OTHER_HEX, Records.SCAN.record())))
                .containsExactly(RKEY_DIGEST);
        assertThat(codes(Records.SCAN.read(Records.A_TID, Records.SCAN.record())))
                .containsExactly(RKEY_SHAPE);
    }

    @Test
    void keysHaveTheirShapes() {
        for (Records.Good good :
                List.of(Records.PROFILE, Records.CAPTAIN, Records.WEBHOOK, Records.LAYER_RECORD, Records.PAGE)) {
            assertThat(codes(good.read("other", good.record()))).as(good.name()).containsExactly(RKEY_SHAPE);
        }
        for (Records.Good good : List.of(Records.STAR, Records.CREW, Records.OLD_HOLD)) {
            assertThat(codes(good.read("other", good.record()))).as(good.name()).isEmpty();
        }
        MapValue nested = Records.PAGE.record().with("repository", CborValue.of("team/web-shop"));
        assertThat(codes(Records.PAGE.read("team:web-shop", nested))).isEmpty();
    }

    @Test
    void theDigestIsOfTheBytes() {
        MapValue otherBytes = Records.blob(Cid.ofRaw(new byte[] {1}), Records.IMAGE_TYPE, 1);
        assertFound(Records.MANIFEST, "manifestBlob", otherBytes, DIGEST_BLOB);
        MapValue node = Records.blob(Cid.ofDagCbor(Records.BYTES), Records.IMAGE_TYPE, 19);
        assertFound(Records.MANIFEST, "manifestBlob", node, SCHEMA_INVALID, DIGEST_BLOB);
        MapValue look = node.with("ref", map("$link", Records.BLOB.toString()));
        assertThat(codes(Records.MANIFEST.read(Records.MANIFEST.record().with("manifestBlob", look))))
                .contains(DIGEST_BLOB);
        assertFound(Records.MANIFEST, "manifestBlob", null, UNBOUND);
        assertFound(Records.MANIFEST, "digest", SHA_512, SCHEMA_INVALID, RKEY_DIGEST, DIGEST_BLOB, DIGEST_GRAMMAR);
    }

    @Test
    void digestsAreSha256() {
        String upper = "sha256:" + Records.HEX.toUpperCase(Locale.ROOT);
        assertFound(Records.MANIFEST, "digest", upper, DIGEST_GRAMMAR);
        MapValue other = Records.CONFIG.with("digest", CborValue.of("blake3:" + Records.HEX));
        assertFound(Records.MANIFEST, "config", other, DIGEST_GRAMMAR);
        assertFound(Records.MANIFEST, "layers", List.of(Records.LAYER, other), DIGEST_GRAMMAR);
        assertFound(Records.INDEX, "manifests", List.of(other), DIGEST_GRAMMAR);
        assertFound(Records.ARTIFACT, "subject", other, DIGEST_GRAMMAR);
        assertFound(Records.LAYER_RECORD, "digest", "sha256:", DIGEST_GRAMMAR);
        assertFound(Records.DOUBLE_TAG, "manifestDigest", Records.HEX, DIGEST_GRAMMAR);
        List<MapValue> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(other);
        }
        assertThat(findings(Records.MANIFEST.read(Records.MANIFEST.record().with("layers", CborValue.of(many)))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail().length()).isLessThanOrEqualTo(Finding.MAX_DETAIL))
                .satisfies(finding -> assertThat(finding.detail()).startsWith("layers[0].digest blake3:"));
    }

    @Test
    void theBlobIsLikely() {
        int tooLarge = 5 * 1024 * 1024 + 1;
        assertFound(
                Records.MANIFEST, "manifestBlob", Records.blob(Records.BLOB, Records.IMAGE_TYPE, tooLarge), BLOB_SHAPE);
        assertClean(Records.MANIFEST, "manifestBlob", Records.blob(Records.BLOB, Records.IMAGE_TYPE, tooLarge - 1));
        assertFound(
                Records.MANIFEST,
                "manifestBlob",
                Records.blob(Records.BLOB, "application/octet-stream", 19),
                BLOB_SHAPE);
        assertThat(codes(Records.MANIFEST.read(Records.MANIFEST
                        .record()
                        .with("manifestBlob", Records.blob(Records.BLOB, Records.IMAGE_TYPE, 0)))))
                .contains(BLOB_SHAPE);
    }

    @Test
    void anImageIsNoIndex() {
        assertFound(Records.MANIFEST, "manifests", List.of(Records.CONFIG), KIND_MIX);
        assertClean(Records.MANIFEST, "manifests", List.of());
        assertFound(Records.INDEX, "layers", List.of(Records.LAYER), KIND_MIX);
        assertFound(Records.INDEX, "config", Records.CONFIG, KIND_MIX);
        assertClean(Records.INDEX, "layers", List.of());
        assertFound(Records.INDEX, "manifests", null, KIND_MIX);
        assertClean(Records.INDEX, "manifests", List.of());
        assertFound(Records.MANIFEST, "schemaVersion", 1, KIND_MIX);
        assertFound(Records.MANIFEST, "config", Records.CONFIG.with("size", CborValue.of(-1)), KIND_MIX);
        assertFound(Records.MANIFEST, "layers", List.of(Records.LAYER.with("size", CborValue.of(-1))), KIND_MIX);
        assertThat(codes(Records.MANIFEST.read(
                        Records.MANIFEST.record().without("config").without("layers"))))
                .containsExactly(KIND_MIX);
    }

    @Test
    void unknownMediaTypesAreFineWithThePartsOfEither() {
        MapValue blob = Records.blob(Records.BLOB, "application/x-new", 19);
        MapValue image = Records.MANIFEST
                .record()
                .with("mediaType", CborValue.of("application/x-new"))
                .with("manifestBlob", blob);
        MapValue index = Records.INDEX
                .record()
                .with("mediaType", CborValue.of("application/x-new"))
                .with("manifestBlob", blob);
        assertThat(codes(Records.MANIFEST.read(image))).isEmpty();
        assertThat(codes(Records.INDEX.read(index))).isEmpty();
        assertThat(codes(Records.INDEX.read(index.with("config", Records.CONFIG))))
                .containsExactly(KIND_MIX);
    }

    @Test
    void theHoldCanBeFound() {
        assertFound(Records.MANIFEST, "holdDid", null, NO_HOLD);
        for (String bad : List.of(
                "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
                "did:web:hold01.atcr.io:path",
                "did:web:hold01.atcr.io%3A8080",
                "did:plc:short",
                "did:web:hold")) {
            assertFound(Records.MANIFEST, "holdDid", bad, NO_HOLD);
        }
        assertFound(Records.MANIFEST, "holdDid", "https://hold01.atcr.io", SCHEMA_INVALID, NO_HOLD);
        for (String good : List.of("did:web:localhost", "did:web:localhost%3A8080", Records.BOB)) {
            assertClean(Records.MANIFEST, "holdDid", good);
        }
        assertFound(Records.OLD_MANIFEST, "holdEndpoint", "ftp://hold01.atcr.io", UNBOUND, NO_HOLD);
    }

    @Test
    void aTagPointsToSomething() {
        assertFound(Records.TAG, "manifest", null, TAG_NO_TARGET);
        assertFound(Records.TAG, "manifest", "nowhere", SCHEMA_INVALID, TAG_NO_TARGET);
        assertFound(Records.OLD_TAG, "manifestDigest", "latest", DIGEST_GRAMMAR, TAG_NO_TARGET);
        assertClean(Records.TAG, "manifest", "at://" + Records.ALICE + "/io.atcr.manifest/" + Records.A_TID);
    }

    @Test
    void aTagPointsToOneThing() {
        assertFound(Records.DOUBLE_TAG, "manifestDigest", "sha256:" + Records.OTHER_HEX, TAG_CONFLICT);
        String tag = "at://" + Records.ALICE + "/io.atcr.tag/x";
        assertFound(Records.TAG, "manifest", tag, TAG_CONFLICT);
        assertFound(Records.TAG, "manifest", "at://" + Records.ALICE, TAG_CONFLICT);
    }

    @Test
    void aTagPointsToItsOwnAccountsImages() {
        assertFound(Records.TAG, "manifest", Records.MANIFEST_URI.replace(Records.ALICE, Records.BOB), TAG_FOREIGN);
        assertFound(
                Records.TAG, "manifest", Records.MANIFEST_URI.replace(Records.ALICE, "bob.example.com"), TAG_FOREIGN);
    }

    @Test
    void namesAreSpeakable() {
        assertFound(Records.MANIFEST, "repository", "Team/Shop", TAG_GRAMMAR);
        MapValue tag = Records.TAG.record();
        assertThat(codes(Records.TAG.read("anything", tag))).containsExactly(TAG_GRAMMAR);
        assertThat(codes(Records.TAG.read("team-web-shop_v1.2.0", tag))).isEmpty();
        assertThat(codes(Records.TAG.read("team~web-shop_-rc", tag.with("tag", CborValue.of("-rc")))))
                .containsExactly(TAG_GRAMMAR);
        for (String name : List.of("a", "a/b/c", "a.b", "a__b", "a---b", "0-9_8.7")) {
            assertThat(OciNames.isRepository(name)).as(name).isTrue();
        }
        for (String name : List.of("", "A", "a//b", "/a", "a/", "a..b", "a___b", "-a", "a-", "a b", "a._b", "ä")) {
            assertThat(OciNames.isRepository(name)).as(name).isFalse();
        }
        for (String name : List.of("latest", "_x", "V1", "1", "sha256-" + Records.HEX, "a".repeat(128))) {
            assertThat(OciNames.isTag(name)).as(name).isTrue();
        }
        for (String name : List.of("", ".x", "-x", "a/b", "a b", "a".repeat(129))) {
            assertThat(OciNames.isTag(name)).as(name).isFalse();
        }
    }

    @Test
    void timesAreNearTheCommit() {
        assertFound(Records.MANIFEST, "createdAt", "0001-01-01T00:00:00Z", TIME_SKEW);
        assertFound(Records.MANIFEST, "createdAt", "2026-11-01T10:05:04Z", TIME_SKEW);
        assertClean(Records.MANIFEST, "createdAt", "2026-11-01T10:05:02Z");
        assertFound(Records.TAG, "updatedAt", "2026-10-30T10:00:00Z", TIME_SKEW);
        assertFound(Records.SCAN, "scannedAt", "2027-10-30T10:00:00Z", TIME_SKEW);
        assertClean(Records.SCAN, "scannedAt", "2024-10-30T10:00:00Z");
        assertClean(Records.STATS, "lastPull", "2024-10-30T10:00:00Z");
    }

    @Test
    void whatIsWrittenAgainOrExportedMayBeOld() {
        MapValue old = Records.MANIFEST.record().with("createdAt", CborValue.of("2025-11-01T10:00:00Z"));
        RegistryRecord created = Records.MANIFEST.read(old);
        assertThat(codes(created)).containsExactly(TIME_SKEW);
        assertThat(codes(as("update", created))).isEmpty();
        assertThat(codes(as("snapshot", created))).isEmpty();
        RegistryRecord tag =
                Records.TAG.read(Records.TAG.record().with("updatedAt", CborValue.of("2025-11-01T10:00:00Z")));
        assertThat(codes(as("update", tag))).containsExactly(TIME_SKEW);
        assertThat(codes(as("snapshot", tag))).isEmpty();
    }

    @Test
    void claimsAreOfTheManifestsOwner() {
        assertFound(Records.LAYER_RECORD, "userDid", Records.BOB, LAYER_CLAIM);
        assertFound(Records.SCAN, "userDid", Records.BOB, LAYER_CLAIM);
        assertFound(Records.LAYER_RECORD, "manifest", "at://" + Records.ALICE + "/io.atcr.tag/x", LAYER_CLAIM);
    }

    @Test
    void statisticsAreUnderTheirKey() {
        Records.Good stats = Records.STATS;
        assertThat(stats.rkey()).hasSize(26);
        assertThat(codes(stats.read(stats.rkey().toUpperCase(Locale.ROOT), stats.record())))
                .isEmpty();
        assertFound(stats, "repository", "other", STATS_KEY);
        assertFound(stats, "ownerDid", Records.BOB, STATS_KEY);
    }

    @Test
    void countsAddUp() {
        assertFound(Records.SCAN, "total", 9, COUNTS);
        assertClean(Records.SCAN, "total", 10);
        assertFound(Records.SCAN, "low", -1, SCHEMA_INVALID, COUNTS);
        assertFound(Records.STATS, "pushCount", -1, SCHEMA_INVALID, COUNTS);
    }

    private static void assertFound(Records.Good good, String field, @Nullable Object value, FindingCode... codes) {
        assertThat(codes(changed(good, field, value)))
                .as(good.name() + ", " + field + " " + value)
                .containsExactly(codes);
    }

    private static void assertClean(Records.Good good, String field, @Nullable Object value) {
        assertFound(good, field, value);
    }

    private static String detail(Records.Good good, String field, @Nullable Object value) {
        return findings(changed(good, field, value)).stream()
                .filter(finding -> finding.code() == SCHEMA_INVALID)
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private static RegistryRecord changed(Records.Good good, String field, @Nullable Object value) {
        MapValue record = good.record();
        return good.read(value == null ? record.without(field) : record.with(field, Records.value(value)));
    }

    private static RegistryRecord as(String action, RegistryRecord record) {
        return new RegistryRecord(
                record.did(),
                record.collection(),
                record.rkey(),
                action,
                record.rev(),
                record.seenAt(),
                record.contents());
    }

    private static List<Finding> findings(RegistryRecord record) {
        return RegistryReading.of(record).findings();
    }

    private static List<FindingCode> codes(RegistryRecord record) {
        return findings(record).stream().map(Finding::code).toList();
    }
}
