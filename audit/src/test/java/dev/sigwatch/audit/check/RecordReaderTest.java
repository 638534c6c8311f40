package dev.sigwatch.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final String ALICE = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final String PROFILE = "io.atcr.sailor.profile/self";
    private static final byte[] BLOCK = CborValue.of(Map.of(
                    "$type", CborValue.of("io.atcr.sailor.profile"),
                    "createdAt", CborValue.of("2026-11-01T10:00:00Z"),
                    "defaultHold", CborValue.of("did:web:hold01.atcr.io")))
            .encode();

    private final RecordReader reader = new RecordReader(ALICE, "3m4kzk7akc222", 1_800_000_000_000_000L);

    @Test
    void aProfilesHoldIsWhereItsImagesAreToBe() {
        RecordFacts facts = read(PROFILE, "snapshot", BLOCK);
        assertThat(facts.holdDid()).isEqualTo("did:web:hold01.atcr.io");
        assertThat(facts.registry().era()).isEqualTo("2025-12");
        assertThat(facts.findings()).isEmpty();
    }

    @Test
    void aDeletedRecordSaysNothing() {
        RecordFacts facts = reader.read(3, RepoPath.parse(PROFILE), "delete", null, Cid.ofDagCbor(BLOCK), null);
        assertThat(facts.registry()).isEqualTo(RegistryFacts.NONE);
        assertThat(facts.findings()).isEmpty();
        assertThat(facts.index()).isEqualTo(3);
    }

    @Test
    void whatIsNoCborIsNotJudgedFurther() {
        RecordFacts facts = read(PROFILE, "create", new byte[] {(byte) 0xff});
        assertThat(facts.findings()).extracting(Finding::code).containsExactly(FindingCode.RECORD_CBOR);
        assertThat(facts.registry()).isEqualTo(RegistryFacts.NONE);
    }

    @Test
    void whatIsNoMapHasNoTexts() {
        RecordFacts facts = read(PROFILE, "create", CborValue.of(5).encode());
        assertThat(facts.findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.RECORD_DATA_MODEL, FindingCode.TYPE_MISMATCH, FindingCode.SCHEMA_INVALID);
        assertThat(facts.json()).isEqualTo("5");
        assertThat(facts.createdAt()).isEqualTo(RecordFacts.NO_TIME);
    }

    @Test
    void aBlockThatManyRecordsNameIsOpenedOnce() {
        List<RecordFacts> facts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            facts.add(read("io.atcr.tag/key" + i, "create", BLOCK));
        }
        assertThat(facts)
                .allSatisfy(record ->
                        assertThat(record.findings()).extracting(Finding::code).contains(FindingCode.TYPE_MISMATCH));
        assertThat(facts.get(0).json()).contains("hold01");
        assertThat(facts.subList(1, facts.size())).extracting(RecordFacts::json).containsOnly("");
    }

    @Test
    void factsOfManyRecordsAreNotLongerThanTheirBlocks() {
        byte[] giant = CborValue.of(Map.of(
                        "$type", CborValue.of("io.atcr.tag"),
                        "repository", CborValue.of("r".repeat(900_000))))
                .encode();
        long length = 0;
        for (int i = 0; i < 200; i++) {
            RecordFacts facts = read("io.atcr.tag/key" + i, "create", giant);
            length += facts.json().length() + facts.repository().length();
            assertThat(facts.findings()).extracting(Finding::code).contains(FindingCode.SCHEMA_INVALID);
        }
        assertThat(length).isLessThan(2L * giant.length);
    }

    private RecordFacts read(String path, String action, byte[] block) {
        return reader.read(0, RepoPath.parse(path), action, Cid.ofDagCbor(block), null, Slice.of(block));
    }
}
