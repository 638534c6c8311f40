package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataModelTest {
    private static final CborValue RAW = CborValue.of(Cid.ofRaw(new byte[1]));

    @Test
    void validFixturesBreakNoRule() {
        JsonNode fixtures = Vectors.json("interop/data-model/data-model-valid.json");
        Vectors.report("valid data", fixtures.size(), 5);
        assertThat(fixtures).allSatisfy(fixture -> assertThat(brokenRule(value(fixture.get("json"))))
                .as(fixture.get("note").textValue())
                .isNull());
        JsonNode records = Vectors.json("interop/data-model/data-model-fixtures.json");
        Vectors.report("valid records", records.size(), 3);
        assertThat(records).allSatisfy(fixture -> {
            byte[] cbor = Base64.getDecoder().decode(fixture.get("cbor_base64").textValue());
            assertThat(DataModel.brokenRule(Slice.of(cbor))).isNull();
        });
    }

    @Test
    void invalidFixturesBreakOne() {
        JsonNode fixtures = Vectors.json("interop/data-model/data-model-invalid.json");
        Vectors.report("invalid data", fixtures.size(), 12);
        assertThat(fixtures).allSatisfy(fixture -> assertThat(brokenRule(value(fixture.get("json"))))
                .as(fixture.get("note").textValue())
                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedpost_record.cbor", "post_richtext_link.cbor"})
    void realRecordsBreakNoRule(String file) {
        assertThat(DataModel.brokenRule(Slice.of(Vectors.bytes("indigo/repo-car/" + file))))
                .isNull();
    }

    @Test
    void blobsAreWhole() {
        Map<String, CborValue> blob = new HashMap<>(Map.of(
                "$type", CborValue.of("blob"),
                "ref", RAW,
                "mimeType", CborValue.of("image/png"),
                "size", CborValue.of(1)));
        assertThat(brokenRule(nested(blob))).isNull();
        for (String field : List.of("ref", "mimeType", "size")) {
            Map<String, CborValue> lacking = new HashMap<>(blob);
            lacking.remove(field);
            assertThat(brokenRule(nested(lacking))).startsWith("blob");
        }
        refuses(blob, "ref", CborValue.of(Cid.ofDagCbor(new byte[1])));
        refuses(blob, "mimeType", CborValue.of(""));
        refuses(blob, "size", CborValue.of(0));
        refuses(blob, "size", CborValue.of(-1));
        // The same names mean nothing elsewhere.
        assertThat(brokenRule(CborValue.of(Map.of("size", CborValue.of("large"), "ref", CborValue.of(7)))))
                .isNull();
    }

    private static void refuses(Map<String, CborValue> blob, String field, CborValue value) {
        Map<String, CborValue> changed = new HashMap<>(blob);
        changed.put(field, value);
        assertThat(brokenRule(nested(changed))).as(field).startsWith("blob");
    }

    @Test
    void whatIsNotDrislIsNotData() {
        assertThat(DataModel.brokenRule(hex(""))).isNotNull();
        assertThat(DataModel.brokenRule(hex("a1"))).isNotNull();
        assertThat(DataModel.brokenRule(hex("a000"))).isNotNull();
        assertThat(DataModel.brokenRule(hex("bf616101ff"))).isNotNull();
        assertThat(DataModel.brokenRule(hex("80"))).isEqualTo("not a map");
        assertThat(DataModel.brokenRule(hex("a16161fb3ff8000000000000"))).isEqualTo("float");
    }

    @Test
    void nestingAndLengthAreBounded() {
        assertThat(DataModel.brokenRule(Slice.of(nestedArrays(30)))).isNull();
        assertThat(DataModel.brokenRule(Slice.of(nestedArrays(5_000)))).isNotNull();
        assertThat(DataModel.brokenRule(Slice.of(new byte[DataModel.MAX_LENGTH + 1])))
                .startsWith("longer");
    }

    private static byte[] nestedArrays(int depth) {
        byte[] bytes = new byte[depth + 4];
        bytes[0] = (byte) 0xa1;
        bytes[1] = 0x61;
        bytes[2] = 'a';
        for (int i = 0; i < depth; i++) {
            bytes[3 + i] = (byte) 0x81;
        }
        bytes[depth + 3] = (byte) 0x80;
        return bytes;
    }

    private static CborValue nested(Map<String, CborValue> map) {
        return CborValue.of(Map.of("list", CborValue.of(List.of(CborValue.of(map)))));
    }

    private static @Nullable String brokenRule(CborValue value) {
        return DataModel.brokenRule(Slice.of(encode(value)));
    }

    /** DRISL has floats, which the data model has not. */
    private static byte[] encode(CborValue value) {
        CborWriter writer = new CborWriter();
        value.writeTo(writer);
        return writer.toBytes();
    }

    private static Slice hex(String text) {
        return Slice.of(HexFormat.of().parseHex(text));
    }

    /** JSON taken as data where it can be, and literally where it cannot. */
    private static CborValue value(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> CborValue.of(json.textValue());
            case NUMBER ->
                json.doubleValue() == json.longValue()
                        ? CborValue.of(json.longValue())
                        : new CborValue.FloatValue(json.doubleValue());
            case BOOLEAN -> CborValue.of(json.booleanValue());
            case NULL -> CborValue.ofNull();
            case ARRAY -> {
                List<CborValue> items = new ArrayList<>();
                json.forEach(item -> items.add(value(item)));
                yield CborValue.of(items);
            }
            default -> object(json);
        };
    }

    private static CborValue object(JsonNode json) {
        if (json.size() == 1 && json.path("$link").isTextual()) {
            Cid cid = Cid.tryParse(json.get("$link").textValue()).orElse(null);
            if (cid != null) {
                return CborValue.of(cid);
            }
        }
        if (json.size() == 1 && json.path("$bytes").isTextual()) {
            return CborValue.of(Base64.getDecoder().decode(json.get("$bytes").textValue()));
        }
        Map<String, CborValue> entries = new HashMap<>();
        json.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
        return CborValue.of(entries);
    }
}
