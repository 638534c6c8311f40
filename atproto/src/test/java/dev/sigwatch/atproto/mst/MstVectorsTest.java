package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.LinkValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MstVectorsTest {
    @Test
    void countsDepth() {
        JsonNode fixtures = Vectors.json("interop/mst/key_heights.json");
        Vectors.report("key heights", fixtures.size(), 9);
        for (JsonNode fixture : fixtures) {
            String key = fixture.get("key").textValue();
            assertThat(MstKey.depth(key))
                    .as(key)
                    .isEqualTo(fixture.get("height").intValue());
        }
        // Each of these keys was mined for the layer that its name begins with.
        List<String> mined = Vectors.lines("interop/mst/example_keys.txt");
        Vectors.report("mined keys", mined.size(), 156);
        assertThat(mined).allSatisfy(key -> assertThat(MstKey.depth(key)).isEqualTo(key.charAt(1) - '0'));
    }

    @Test
    void findsCommonPrefixes() {
        JsonNode fixtures = Vectors.json("interop/mst/common_prefix.json");
        Vectors.report("common prefixes", fixtures.size(), 13);
        for (JsonNode fixture : fixtures) {
            byte[] left = fixture.get("left").textValue().getBytes(StandardCharsets.UTF_8);
            byte[] right = fixture.get("right").textValue().getBytes(StandardCharsets.UTF_8);
            assertThat(MstKey.commonPrefix(left, right))
                    .isEqualTo(fixture.get("len").intValue());
        }
    }

    @Test
    void reproducesTheCommitProofs() {
        JsonNode fixtures = Vectors.json("interop/firehose/commit-proof-fixtures.json");
        Vectors.report("commit proofs", fixtures.size(), 6);
        for (JsonNode fixture : fixtures) {
            String name = fixture.get("comment").textValue();
            Cid value = Cid.parse(fixture.get("leafValue").textValue());
            SortedMap<String, Cid> entries = new TreeMap<>();
            fixture.get("keys").forEach(key -> entries.put(key.textValue(), value));
            Mst before = Mst.of(entries);
            assertThat(before.root())
                    .as(name)
                    .hasToString(fixture.get("rootBeforeCommit").textValue());

            Mst after = before;
            List<String> touched = new ArrayList<>();
            for (JsonNode key : fixture.get("adds")) {
                after = after.put(key.textValue(), value);
                touched.add(key.textValue());
            }
            for (JsonNode key : fixture.get("dels")) {
                after = after.remove(key.textValue());
                touched.add(key.textValue());
            }
            assertThat(after.root())
                    .as(name)
                    .hasToString(fixture.get("rootAfterCommit").textValue());
            assertThat(after.proofBlocks(touched).keySet()).as(name).isEqualTo(cids(fixture.get("blocksInProof")));
        }
    }

    @Test
    void rebuildsTheTreesOfTheTestSuite() throws IOException {
        List<Path> files = Vectors.list("mst-test-suite/cars/exhaustive");
        Vectors.report("trees rebuilt", files.size(), 128);
        for (Path file : files) {
            Car car = Car.read(Files.readAllBytes(file));
            Cid root = car.roots().get(0);
            TreeWalk walk = TreeWalk.of(root, car::block);
            Mst rebuilt = Mst.of(walk.entries);
            assertThat(rebuilt.root()).as(file.toString()).isEqualTo(root);
            assertThat(rebuilt.nodes().keySet()).isEqualTo(Set.copyOf(car.cids()));
        }
    }

    @Test
    void goesFromTreeToTreeAsTheTestSuiteDoes() throws IOException {
        Map<String, Mst> trees = new HashMap<>();
        List<String> cases = Vectors.lines("mst-test-suite/exhaustive-sample.jsonl");
        Vectors.report("tree differences", cases.size(), 2_000);
        for (String line : cases) {
            JsonNode diff = new ObjectMapper().readTree(line);
            String name = diff.get("name").textValue();
            Mst before = tree(diff.get("inputs").get("mst_a").textValue(), trees);
            Mst after = tree(diff.get("inputs").get("mst_b").textValue(), trees);
            JsonNode results = diff.get("results");
            List<String> touched = new ArrayList<>();
            Mst changed = before;
            for (JsonNode op : results.get("record_ops")) {
                String key = op.get("rpath").textValue();
                JsonNode value = op.get("new_value");
                changed = value.isNull() ? changed.remove(key) : changed.put(key, Cid.parse(value.textValue()));
                touched.add(key);
            }
            assertThat(changed).as(name).isEqualTo(after);
            assertThat(minus(changed, before)).as(name).isEqualTo(cids(results.get("created_nodes")));
            assertThat(minus(before, changed)).as(name).isEqualTo(cids(results.get("deleted_nodes")));
            assertThat(changed.proofBlocks(touched).keySet())
                    .as(name)
                    .containsAll(cids(results.get("inductive_proof_nodes")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "indigo/repo-car/greenground.repo.car",
                "indigo/repo-car/paul_staging.repo.car",
                "indigo/repo-car/bafyreieovfuizojpw3zresz7sx3nk4trm2by23pt5rxbey3jme4uo5ogiu.car",
                "community/repo-stream/empty.car",
                "community/repo-stream/tiny.car",
                "community/repo-stream/little.car",
            })
    void rebuildsRealRepositories(String file) {
        Car car = Car.read(Vectors.bytes(file));
        byte[] commit = car.block(car.roots().get(0)).orElseThrow().toBytes();
        CborValue link = ((MapValue) CborValue.decode(commit)).get("data");
        Cid data = ((LinkValue) Objects.requireNonNull(link, "a commit has data")).value();
        TreeWalk walk = TreeWalk.of(data, car::block);
        System.out.println("vectors: " + walk.entries.size() + " records rebuilt of " + file);
        Mst rebuilt = Mst.of(walk.entries);
        assertThat(rebuilt.root()).isEqualTo(data);
        assertThat(rebuilt.nodes().keySet()).isEqualTo(walk.nodes);
    }

    private static Mst tree(String file, Map<String, Mst> trees) {
        return trees.computeIfAbsent(file, name -> {
            Car car = Car.read(Vectors.bytes("mst-test-suite/" + name));
            return Mst.of(TreeWalk.of(car.roots().get(0), car::block).entries);
        });
    }

    private static Set<Cid> minus(Mst one, Mst other) {
        Set<Cid> nodes = new HashSet<>(one.nodes().keySet());
        nodes.removeAll(other.nodes().keySet());
        return nodes;
    }

    private static Set<Cid> cids(JsonNode texts) {
        Set<Cid> cids = new HashSet<>();
        texts.forEach(text -> cids.add(Cid.parse(text.textValue())));
        return cids;
    }
}
