package dev.sigwatch.atproto.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.cid.Cid;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborVectorsTest {
    /** The profiles that bind ATProto; the others are about other subsets of CBOR. */
    private static final Set<String> OUR_TAGS = Set.of("basic", "dag-cbor", "dasl-cid");

    /** DASL allows BLAKE3, ATProto SHA-256 alone. */
    private static final String BLAKE3 = "Big DASL CID";

    @Test
    void jsonAndCborAndCidAgree() {
        JsonNode fixtures = Vectors.json("interop/data-model/data-model-fixtures.json");
        Vectors.report("data model fixtures", fixtures.size(), 3);
        for (JsonNode fixture : fixtures) {
            CborValue fromJson = DataJson.value(fixture.get("json"));
            byte[] cbor = Base64.getDecoder().decode(fixture.get("cbor_base64").textValue());
            assertThat(fromJson.encode()).isEqualTo(cbor);
            assertThat(CborValue.decode(cbor)).isEqualTo(fromJson);
            assertThat(Cid.ofDagCbor(cbor)).hasToString(fixture.get("cid").textValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"cid, 12", "floats, 18", "indefinite, 4", "map_keys, 6", "short_form, 30", "tags, 3"})
    void holdsToDasl(String file, int cases) {
        int run = 0;
        for (JsonNode fixture : Vectors.json("dasl/cbor/" + file + ".json")) {
            Set<String> tags = new HashSet<>();
            fixture.get("tags").forEach(tag -> tags.add(tag.textValue()));
            if (tags.removeAll(OUR_TAGS)) {
                hold(fixture);
                run++;
            }
        }
        Vectors.report("DASL cases of " + file, run, cases);
    }

    private static void hold(JsonNode fixture) {
        String name = fixture.get("name").textValue();
        byte[] bytes = HexFormat.of().parseHex(fixture.get("data").textValue());
        if (fixture.get("type").textValue().equals("roundtrip") && !name.equals(BLAKE3)) {
            assertThat(CborValue.decode(bytes).encode()).as(name).isEqualTo(bytes);
        } else {
            // What must not be produced has no value here, or is refused when written (see CborWriterTest).
            assertThatThrownBy(() -> CborValue.decode(bytes)).as(name).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedpost_record.cbor", "post_richtext_link.cbor"})
    void readsRealRecords(String file) {
        byte[] bytes = Vectors.bytes("indigo/repo-car/" + file);
        CborValue.MapValue record = (CborValue.MapValue) CborValue.decode(bytes);
        assertThat(record.get("$type")).isEqualTo(CborValue.of("app.bsky.feed.post"));
        assertThat(record.encode()).isEqualTo(bytes);
    }
}
