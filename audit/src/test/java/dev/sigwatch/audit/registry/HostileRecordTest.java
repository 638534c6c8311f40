package dev.sigwatch.audit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RegistryFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Records made to cost much or to say much: as large as records get. */
class HostileRecordTest {
    private static final int MEGABYTE = 1_000_000;

    @Test
    void endlessListsAreToldInOneLine() {
        CborValue list = CborValue.of(Collections.nCopies(130_000, CborValue.of(1)));
        for (String field : List.of("layers", "manifests", "config", "annotations")) {
            RegistryReading reading = read(Records.MANIFEST, field, list);
            assertThat(reading.findings().size()).isLessThan(6);
            assertThat(reading.findings())
                    .filteredOn(finding -> finding.code() == FindingCode.SCHEMA_INVALID)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.detail()).startsWith(field));
        }
        assertThat(read(Records.CREW, "permissions", list).facts().mark()).isEqualTo("write ");
    }

    @Test
    void endlessDescriptorsAreCountedUpToALimit() {
        MapValue small = Records.map("digest", "x");
        CborValue list = CborValue.of(Collections.nCopies(90_000, small));
        RegistryReading reading = read(Records.MANIFEST, "layers", list);
        assertThat(reading.findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.SCHEMA_INVALID, FindingCode.DIGEST_GRAMMAR);
        assertThat(reading.findings().get(1).detail()).endsWith("and 1020 more");
    }

    @Test
    void giantTextsAreCut() {
        CborValue giant = CborValue.of("\n".repeat(MEGABYTE / 20));
        for (Records.Good good : Records.ALL) {
            for (String field : good.record().entries().keySet()) {
                RegistryReading reading = read(good, field, giant);
                assertThat(reading.findings()).allSatisfy(finding -> assertThat(finding.detail())
                        .hasSizeLessThanOrEqualTo(Finding.MAX_DETAIL)
                        .doesNotContain("\n"));
                assertThat(reading.facts().mark().length()).isLessThan(200);
                assertThat(reading.facts().targetDigest().length()).isLessThan(72);
            }
        }
    }

    @Test
    void halfSurrogatePairsAreText() {
        byte[] good = Records.TAG.record().with("tag", CborValue.of("~~~")).encode();
        byte[] tilde = "~~~".getBytes(StandardCharsets.UTF_8);
        int at = indexOf(good, tilde);
        // U+D800 as if it were a character: no UTF-8, and lenient readers differ on what it is.
        good[at] = (byte) 0xed;
        good[at + 1] = (byte) 0xa0;
        good[at + 2] = (byte) 0x80;
        try {
            RegistryReading reading = RegistryReading.of(new RegistryRecord(
                    Records.ALICE,
                    Records.TAG.collection(),
                    Records.TAG.rkey(),
                    "create",
                    Records.REV,
                    Records.TIME_MICROS,
                    Records.contents(good)));
            assertThat(reading.findings()).extracting(Finding::code).contains(FindingCode.TAG_GRAMMAR);
        } catch (MalformedException refused) {
            assertThat(refused.rule()).isNotEmpty();
        }
    }

    @Test
    void depthIsLimited() {
        byte[] deep = new byte[MEGABYTE];
        Arrays.fill(deep, (byte) 0x81);
        assertThatThrownBy(() -> Records.contents(deep)).isInstanceOf(MalformedException.class);
    }

    @Test
    void giantNumbersAreNotWrittenOut() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0xa1, 0x69});
        block.writeBytes("pullCount".getBytes(StandardCharsets.US_ASCII));
        // Tag 2: a big number of 900,000 bytes.
        block.writeBytes(new byte[] {(byte) 0xc2, 0x5a, 0x00, 0x0d, (byte) 0xbb, (byte) 0xa0});
        byte[] digits = new byte[900_000];
        Arrays.fill(digits, (byte) 0xfe);
        block.writeBytes(digits);
        assertThatThrownBy(() -> Records.contents(block.toByteArray())).isInstanceOf(MalformedException.class);
    }

    @Test
    void manyFieldsAreOneRecord() {
        TreeMap<String, CborValue> fields = new TreeMap<>();
        for (int i = 0; i < 60_000; i++) {
            fields.put("field" + i, CborValue.of(1));
        }
        fields.putAll(Records.MANIFEST.record().entries());
        RegistryReading reading = RegistryReading.of(Records.MANIFEST.read(CborValue.of(fields)));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.facts()).isNotEqualTo(RegistryFacts.NONE);
    }

    private static RegistryReading read(Records.Good good, String field, CborValue value) {
        return RegistryReading.of(good.read(good.record().with(field, value)));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
