package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.cid.Cid;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that another program built from the definition. */
class MstResourcesTest {
    static Stream<Arguments> trees() throws IOException {
        JsonNode file = new ObjectMapper().readTree(MstResourcesTest.class.getResourceAsStream("trees.json"));
        Cid value = Cid.parse(file.get("value").textValue());
        return StreamSupport.stream(file.get("trees").spliterator(), false)
                .map(tree -> Arguments.of(tree.get("name").textValue(), tree, value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trees")
    void agree(String name, JsonNode tree, Cid value) {
        SortedMap<String, Cid> entries = new TreeMap<>();
        Mst grown = Mst.EMPTY;
        for (JsonNode key : tree.get("keys")) {
            entries.put(key.textValue(), value);
            grown = grown.put(key.textValue(), value);
        }
        assertThat(List.of(Mst.of(entries), grown)).allSatisfy(made -> {
            assertThat(made.root()).hasToString(tree.get("root").textValue());
            assertThat(made.nodes()).hasSize(tree.get("nodes").intValue());
        });
    }
}
