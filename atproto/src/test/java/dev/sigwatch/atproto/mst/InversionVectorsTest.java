package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Inversion.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Undoing operations with no more than the nodes that others say suffice. */
class InversionVectorsTest {
    private static final Cid OTHER = Cid.ofRaw(new byte[] {1});
    private static final Comparator<Change> DELETES_FIRST = Comparator.comparing(change -> change.after() != null);

    @Test
    void commitProofsAreUndoneInEveryOrder() {
        JsonNode fixtures = Vectors.json("interop/firehose/commit-proof-fixtures.json");
        int orders = 0;
        for (JsonNode fixture : fixtures) {
            String name = fixture.get("comment").textValue();
            Cid value = Cid.parse(fixture.get("leafValue").textValue());
            Cid before = Cid.parse(fixture.get("rootBeforeCommit").textValue());
            Mst tree = Mst.EMPTY;
            for (JsonNode key : fixture.get("keys")) {
                tree = tree.put(key.textValue(), value);
            }
            List<Change> changes = new ArrayList<>();
            for (JsonNode key : fixture.get("adds")) {
                tree = tree.put(key.textValue(), value);
                changes.add(new Change(MstKey.of(key.textValue()), null, value));
            }
            for (JsonNode key : fixture.get("dels")) {
                tree = tree.remove(key.textValue());
                changes.add(new Change(MstKey.of(key.textValue()), value, null));
            }
            Map<Cid, byte[]> nodes = new HashMap<>(tree.nodes());
            nodes.keySet().retainAll(cids(fixture.get("blocksInProof")));
            Mst proof = load(tree.root(), nodes);
            for (List<Change> order : permutations(changes)) {
                assertThat(Inversion.attempt(proof, order, before).outcome())
                        .as("%s: %s", name, order)
                        .isEqualTo(Outcome.PROVEN);
                assertThat(Inversion.attempt(proof, order, OTHER).outcome()).isNotEqualTo(Outcome.PROVEN);
                orders++;
            }
        }
        Vectors.report("orders of undoing the commit proofs", orders, 16);
        assertThat(fixtures).hasSize(6);
    }

    @Test
    void differencesAreUndoneOrLackANodeAndNeverLeadAstray() throws IOException {
        Map<String, Map<Cid, byte[]>> files = new HashMap<>();
        Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();
        List<String> cases = Vectors.lines("mst-test-suite/exhaustive-sample.jsonl");
        for (String line : cases) {
            JsonNode diff = new ObjectMapper().readTree(line);
            Cid before = root(diff.at("/inputs/mst_a").textValue());
            Cid after = root(diff.at("/inputs/mst_b").textValue());
            Map<Cid, byte[]> nodes =
                    new HashMap<>(files.computeIfAbsent(diff.at("/inputs/mst_b").textValue(), file -> nodes(file)));
            nodes.keySet().retainAll(cids(diff.at("/results/inductive_proof_nodes")));
            Mst proof = load(after, nodes);
            List<Change> changes = new ArrayList<>();
            for (JsonNode op : diff.at("/results/record_ops")) {
                MstKey key = MstKey.of(op.get("rpath").textValue());
                changes.add(new Change(key, cid(op.get("old_value")), cid(op.get("new_value"))));
            }
            JsonNode expected = diff.at("/_annot/inversion_with_minimal_proof");
            Map<String, List<Change>> orders = Map.of(
                    "reverse", reversed(changes),
                    "list", changes,
                    "deletes_first", changes.stream().sorted(DELETES_FIRST).toList());
            orders.forEach((order, ordered) -> {
                Outcome outcome = Inversion.attempt(proof, ordered, before).outcome();
                boolean isMissing = expected.get(order).textValue().equals("missing-block");
                assertThat(outcome)
                        .as("%s %s", diff.get("name"), order)
                        .isEqualTo(isMissing ? Outcome.INCOMPLETE : Outcome.PROVEN);
                assertThat(Inversion.attempt(proof, ordered, OTHER).outcome())
                        .isIn(Outcome.MISMATCH, Outcome.INCOMPLETE);
                counts.computeIfAbsent(order, any -> new EnumMap<>(Outcome.class))
                        .merge(outcome, 1, Integer::sum);
            });
            assertThat(Inversion.of(proof, changes, before).outcome()).isEqualTo(Outcome.PROVEN);
        }
        Vectors.report("tree differences undone, " + counts, cases.size(), 2_000);
        assertThat(counts)
                .containsEntry("reverse", Map.of(Outcome.PROVEN, 2_000))
                .containsEntry("list", Map.of(Outcome.PROVEN, 1_702, Outcome.INCOMPLETE, 298))
                .containsEntry("deletes_first", Map.of(Outcome.PROVEN, 1_774, Outcome.INCOMPLETE, 226));
    }

    @Test
    void treesOfTheTestSuiteAreWhole() {
        int trees = 0;
        for (var path : Vectors.list("mst-test-suite/cars/exhaustive")) {
            String file = "./cars/exhaustive/" + path.getFileName();
            Mst tree = load(root(file), nodes(file));
            assertThat(tree.nodes().keySet()).isEqualTo(nodes(file).keySet());
            RootBuilder rebuilt = new RootBuilder();
            tree.entries().forEach((key, value) -> rebuilt.add(MstKey.of(key).bytes, value));
            assertThat(rebuilt.root()).isEqualTo(tree.root());
            trees++;
        }
        Vectors.report("whole trees loaded", trees, 128);
    }

    /** The keys of these trees are no repository paths. */
    private static Mst load(Cid root, Map<Cid, byte[]> nodes) {
        return Mst.load(
                root,
                cid -> {
                    byte[] bytes = nodes.get(cid);
                    return bytes == null ? null : Slice.of(bytes);
                },
                key -> true);
    }

    private static Cid root(String file) {
        return Car.read(Vectors.bytes("mst-test-suite/" + file)).roots().get(0);
    }

    private static Map<Cid, byte[]> nodes(String file) {
        Car car = Car.read(Vectors.bytes("mst-test-suite/" + file));
        Map<Cid, byte[]> nodes = new HashMap<>();
        car.cids().forEach(cid -> nodes.put(cid, car.block(cid).orElseThrow().toBytes()));
        return nodes;
    }

    private static List<List<Change>> permutations(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Change>> all = new ArrayList<>();
        for (Change first : changes) {
            List<Change> others = new ArrayList<>(changes);
            others.remove(first);
            for (List<Change> rest : permutations(others)) {
                List<Change> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }

    private static List<Change> reversed(List<Change> changes) {
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Set<Cid> cids(JsonNode texts) {
        Set<Cid> cids = new HashSet<>();
        texts.forEach(text -> cids.add(Cid.parse(text.textValue())));
        return cids;
    }

    private static @Nullable Cid cid(JsonNode text) {
        return text.isNull() ? null : Cid.parse(text.textValue());
    }
}
