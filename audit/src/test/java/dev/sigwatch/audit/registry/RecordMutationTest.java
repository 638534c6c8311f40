package dev.sigwatch.audit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.FloatValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Line;
import dev.sigwatch.audit.RegistryFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Good records changed in one place, and bytes that are no records at all. */
class RecordMutationTest {
    private static final List<String> COLLECTIONS =
            Records.ALL.stream().map(Records.Good::collection).distinct().toList();

    @Test
    void everyKnownFieldOfAnotherTypeIsNamed() {
        for (Records.Good good : Records.ALL) {
            for (Map.Entry<String, CborValue> field : good.record().entries().entrySet()) {
                if (!isInNewest(good, field.getKey())) {
                    continue;
                }
                for (CborValue wrong : others(field.getValue())) {
                    List<Finding> findings = findings(good, good.record().with(field.getKey(), wrong));
                    assertThat(findings)
                            .as(good.name() + ", " + field.getKey() + " " + wrong)
                            .anyMatch(finding -> finding.code() == FindingCode.SCHEMA_INVALID
                                    && finding.detail().contains(field.getKey() + ": "));
                }
            }
        }
    }

    @Test
    void everyFieldWithoutWhichARecordIsOfNoEraIsMissed() {
        for (Records.Good good : Records.ALL) {
            Lexicon lexicon = Objects.requireNonNull(Lexicons.of(good.collection()));
            for (Field field : lexicon.shape().fields()) {
                boolean isAlwaysRequired = lexicon.eras().stream().allMatch(field::isRequiredIn);
                if (isAlwaysRequired) {
                    assertThat(findings(good, good.record().without(field.name())))
                            .as(good.name() + " without " + field.name())
                            .contains(FindingCode.SCHEMA_INVALID.found(field.name() + ": missing"));
                }
            }
        }
    }

    @Test
    void everyTextIsHeldToSomeLength() {
        for (Records.Good good : Records.ALL) {
            for (Map.Entry<String, CborValue> field : good.record().entries().entrySet()) {
                boolean isLimited = !good.era().equals(Era.OCTOBER_2025.month())
                        && field.getValue() instanceof CborValue.TextValue
                        && isInNewest(good, field.getKey());
                if (isLimited) {
                    CborValue giant = CborValue.of("a".repeat(200_000));
                    assertThat(findings(good, good.record().with(field.getKey(), giant)))
                            .as(good.name() + ", " + field.getKey())
                            .extracting(Finding::code)
                            .contains(FindingCode.SCHEMA_INVALID);
                }
            }
        }
    }

    @Test
    void whatIsFoundNeverBearsOnTheCommit() {
        for (Records.Good good : Records.ALL) {
            for (String field : good.record().entries().keySet()) {
                for (Finding finding : findings(good, good.record().with(field, CborValue.of("💥")))) {
                    assertThat(finding.code().effect()).isEqualTo(Effect.NOTE);
                    assertThat(finding.code().line()).isEqualTo(Line.NONE);
                }
            }
        }
    }

    @Test
    void anyMutationOfBytesIsReadOrRefused() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 4_000; round++) {
            Records.Good good = Records.ALL.get(random.nextInt(Records.ALL.size()));
            byte[] block = good.record().encode();
            for (int i = random.nextInt(3); i >= 0; i--) {
                block[random.nextInt(block.length)] = (byte) random.nextInt();
            }
            try {
                readAs(good.collection(), block);
                readAs(COLLECTIONS.get(random.nextInt(COLLECTIONS.size())), block);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", round " + round, failure);
            }
        }
    }

    @FuzzTest
    void anyBytesAreReadOrRefused(byte[] block) {
        COLLECTIONS.forEach(collection -> readAs(collection, block));
    }

    /** Reads a block as a record of a collection, and holds what comes of it to its bounds. */
    private static void readAs(String collection, byte[] block) {
        RecordContents contents;
        try {
            contents = Records.contents(block);
        } catch (MalformedException notCbor) {
            return;
        }
        RegistryReading reading = RegistryReading.of(new RegistryRecord(
                Records.ALICE, collection, Records.HEX, "create", Records.REV, Records.TIME_MICROS, contents));
        assertThat(reading.findings().size()).isLessThanOrEqualTo(RecordChecks.ALL.size() + 1);
        assertThat(reading.facts().references().size()).isLessThanOrEqualTo(RegistryFacts.MAX_REFERENCES);
        assertThat(reading.facts().mark().length()).isLessThan(2_100);
    }

    /** Whether the newest schema knows a field: one that it dropped may hold anything. */
    private static boolean isInNewest(Records.Good good, String field) {
        Lexicon lexicon = Objects.requireNonNull(Lexicons.of(good.collection()));
        Era newest = lexicon.eras().get(lexicon.eras().size() - 1);
        return lexicon.shape().fields().stream().anyMatch(known -> known.name().equals(field) && known.isIn(newest));
    }

    /** Values of other types: none of them is what was there. */
    private static List<CborValue> others(CborValue value) {
        List<CborValue> others = new ArrayList<>(List.of(
                CborValue.ofNull(), CborValue.of(new byte[] {1}), new FloatValue(1), CborValue.of(Records.BLOB)));
        List<CborValue> candidates = List.of(
                CborValue.of("text"), CborValue.of(7), CborValue.of(true), CborValue.of(List.of(CborValue.of(1))));
        for (CborValue candidate : candidates) {
            if (candidate.type() != value.type()) {
                others.add(candidate);
            }
        }
        // An open map takes any map, and what looks like a link is one.
        if (value instanceof MapValue) {
            others.remove(CborValue.of(Records.BLOB));
            others.removeIf(other -> other instanceof CborValue.BytesValue);
        }
        return others;
    }

    private static List<Finding> findings(Records.Good good, MapValue record) {
        return RegistryReading.of(good.read(record)).findings();
    }
}
