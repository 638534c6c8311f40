package dev.sigwatch.audit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.RegistryFacts.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is read out of records that are as they should be, and how their digests are bound. */
class RegistryReadingTest {
    static final List<Records.Good> GOOD = Records.ALL;

    @ParameterizedTest
    @FieldSource("GOOD")
    void goodRecordsOfEveryEraRaiseNothing(Records.Good good) {
        RegistryReading reading = RegistryReading.of(good.asRead());
        List<FindingCode> expected = good.equals(Records.OLD_MANIFEST) ? List.of(FindingCode.UNBOUND) : List.of();
        assertThat(reading.findings()).extracting(Finding::code).isEqualTo(expected);
        assertThat(reading.facts().era()).isEqualTo(good.era());
    }

    @Test
    void recordsOfUnknownCollectionsAreLeftAlone() {
        MapValue record = Records.map("$type", "io.atcr.harbour", "digest", "what", "createdAt", "ever");
        Records.Good good = new Records.Good("", "", Records.ALICE, "io.atcr.harbour", "x", record);
        assertThat(RegistryReading.of(good.asRead())).isEqualTo(new RegistryReading(RegistryFacts.NONE, List.of()));
    }

    @Test
    void fieldsThatNoSchemaKnowsAreFine() {
        for (Records.Good good : Records.ALL) {
            MapValue record = good.record().with("futureField", Records.map("a", List.of(1, 2)));
            assertThat(RegistryReading.of(good.read(record)).findings())
                    .as(good.name())
                    .isEqualTo(RegistryReading.of(good.asRead()).findings());
        }
    }

    /** Bytes, their digest and the CID of a blob of them, as known from elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a,"
                + "bafkreicecnx2gvntm6fbcrvnc336qze6st5u7qq7457igegamd3bzkx7ri",
        "2929afa33e28696a8110c45abaa7487ec68b1641f0cda0a37e9200bfc5ee7aaf,"
                + "bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4",
    })
    void aBlobsCidAndADigestAreOneHash(String hex, String cid) {
        MapValue record = Records.MANIFEST
                .record()
                .with("digest", CborValue.of("sha256:" + hex))
                .with("manifestBlob", Records.blob(Cid.parse(cid), Records.IMAGE_TYPE, 2));
        RegistryRecord read = Records.MANIFEST.read(hex, record);
        assertThat(RegistryReading.of(read))
                .satisfies(reading -> assertThat(reading.findings()).isEmpty())
                .satisfies(reading -> assertThat(reading.facts().binding()).isEqualTo(Binding.BOUND));
        assertThat(read.contents().blobDigest()).isEqualTo("sha256:" + hex);
    }

    @Test
    void keyDigestAndBytesAreBoundIfTheyAreOne() {
        MapValue good = Records.MANIFEST.record();
        MapValue other = good.with("digest", CborValue.of("sha256:" + Records.OTHER_HEX));
        MapValue otherBytes = good.with("manifestBlob", Records.blob(Cid.ofRaw(new byte[] {1}), Records.IMAGE_TYPE, 1));
        MapValue old = Records.OLD_MANIFEST.record();
        String upper = Records.HEX.toUpperCase(Locale.ROOT);

        assertThat(binding(Records.HEX, good)).isEqualTo(Binding.BOUND);
        assertThat(binding(Records.HEX, old)).isEqualTo(Binding.UNBOUND_LEGACY);
        assertThat(binding(Records.HEX, other)).isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.OTHER_HEX, good)).isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.HEX, otherBytes)).isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.OTHER_HEX, old)).isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.HEX, otherBytes.without("digest"))).isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.A_TID, good)).isEqualTo(Binding.UNBOUND_LEGACY);
        assertThat(binding(upper, good)).isEqualTo(Binding.UNBOUND_LEGACY);
        assertThat(binding("sha256:" + Records.HEX, good)).isEqualTo(Binding.UNBOUND_LEGACY);
        assertThat(binding(Records.HEX, old.without("digest"))).isEqualTo(Binding.NONE);
        assertThat(RegistryReading.of(Records.SCAN.asRead()).facts().binding()).isEqualTo(Binding.NONE);
    }

    @Test
    void whatOnlyLooksLikeALinkBindsNothing() {
        MapValue look = Records.map("$link", Records.BLOB.toString());
        MapValue blob = Records.blob(Records.BLOB, Records.IMAGE_TYPE, 19);
        MapValue good = Records.MANIFEST.record();
        assertThat(binding(Records.HEX, good.with("manifestBlob", blob.with("ref", look))))
                .isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.HEX, good.with("manifestBlob", blob.with("ref", CborValue.of("text")))))
                .isEqualTo(Binding.MISMATCH);
        assertThat(binding(
                        Records.HEX,
                        good.with("manifestBlob", blob.with("ref", CborValue.of(Cid.ofDagCbor(Records.BYTES))))))
                .isEqualTo(Binding.MISMATCH);
        assertThat(binding(Records.HEX, good.with("manifestBlob", CborValue.of("none"))))
                .isEqualTo(Binding.MISMATCH);
        // A number elsewhere that the data model does not have leaves the link what it is.
        assertThat(binding(Records.HEX, good.with("score", new CborValue.FloatValue(0.5))))
                .isEqualTo(Binding.BOUND);
    }

    @Test
    void tagsPointByUriBeforeTheyPointByDigest() {
        MapValue both = Records.TAG.record().with("manifestDigest", CborValue.of("sha256:" + Records.OTHER_HEX));
        assertThat(facts(Records.TAG, both).targetDigest()).isEqualTo("sha256:" + Records.HEX);
        assertThat(facts(Records.TAG, both).targetDid()).isEqualTo(Records.ALICE);
        assertThat(facts(Records.OLD_TAG, Records.OLD_TAG.record()).targetDigest())
                .isEqualTo("sha256:" + Records.HEX);
        assertThat(facts(Records.OLD_TAG, Records.OLD_TAG.record()).targetDid()).isEmpty();
        MapValue byTid = both.with("manifest", CborValue.of("at://alice.example.com/io.atcr.manifest/3jzfcijpj2z2a"));
        assertThat(facts(Records.TAG, byTid).targetDigest()).isEqualTo("sha256:" + Records.OTHER_HEX);
        assertThat(facts(Records.TAG, byTid).targetDid()).isEmpty();
    }

    @Test
    void manifestsNameTheirSubjectAndTheirChildren() {
        assertThat(facts(Records.ARTIFACT, Records.ARTIFACT.record()).references())
                .containsExactly(new Reference(false, "sha256:" + Records.OTHER_HEX, Records.IMAGE_TYPE, 527));
        assertThat(facts(Records.INDEX, Records.INDEX.record()).references())
                .hasSize(2)
                .contains(new Reference(true, "sha256:" + Records.OTHER_HEX, Records.IMAGE_TYPE, 527));
        List<MapValue> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(Records.LAYER);
        }
        MapValue crowded = Records.ARTIFACT.record().with("manifests", CborValue.of(many));
        assertThat(facts(Records.ARTIFACT, crowded).references())
                .hasSize(RegistryFacts.MAX_REFERENCES)
                .startsWith(new Reference(false, "sha256:" + Records.OTHER_HEX, Records.IMAGE_TYPE, 527));
    }

    @Test
    void aManifestsMarkIsOfWhatItsDigestShouldKeep() {
        MapValue good = Records.MANIFEST.record();
        String mark = facts(Records.MANIFEST, good).mark();
        assertThat(mark).hasSize(64);
        MapValue moved = good.with("createdAt", CborValue.of("2026-11-02T10:00:00Z"))
                .with("holdDid", CborValue.of("did:web:other.example.com"))
                .with("holdEndpoint", CborValue.of("https://other.example.com"))
                .with("repository", CborValue.of("elsewhere"));
        assertThat(facts(Records.MANIFEST, moved).mark()).isEqualTo(mark);
        TreeMap<String, String> marks = new TreeMap<>();
        for (String field : good.entries().keySet()) {
            marks.put(facts(Records.MANIFEST, good.without(field)).mark(), field);
        }
        assertThat(marks).containsKey(mark).hasSize(good.entries().size() - 2);
        // The same texts in another arrangement are another record.
        MapValue one = good.with("annotations", Records.map("a", "bc"));
        MapValue another = good.with("annotations", Records.map("ab", "c"));
        assertThat(facts(Records.MANIFEST, one).mark())
                .isNotEqualTo(facts(Records.MANIFEST, another).mark());
    }

    @Test
    void marksOfStorageServicesTellWhatMayChange() {
        assertThat(facts(Records.CREW, Records.CREW.record()).mark()).isEqualTo("write blob:read,blob:write");
        assertThat(facts(Records.OLD_CREW, Records.OLD_CREW.record()).mark()).isEqualTo(" blob:read");
        assertThat(facts(Records.CAPTAIN, Records.CAPTAIN.record()).mark()).isEqualTo(Records.ALICE + " true false");
        assertThat(facts(Records.STATS, Records.STATS.record()).mark()).isEqualTo("128/7");
        MapValue below = Records.STATS.record().with("pullCount", CborValue.of(Long.MIN_VALUE));
        assertThat(facts(Records.STATS, below).mark()).isEqualTo("0/7");
        List<String> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add("a" + i);
        }
        crowd.add("crew:admin");
        crowd.add("x,y");
        MapValue crowded = Records.CREW.record().with("permissions", Records.value(crowd));
        assertThat(facts(Records.CREW, crowded).mark())
                .contains("crew:admin")
                .doesNotContain("x,y")
                .hasSizeLessThan(200);
    }

    private static RegistryFacts facts(Records.Good good, MapValue record) {
        return RegistryReading.of(good.read(record)).facts();
    }

    private static Binding binding(String rkey, MapValue record) {
        return RegistryReading.of(Records.MANIFEST.read(rkey, record)).facts().binding();
    }
}
