package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MalformedNodeException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of which only some nodes are at hand, and nodes that are not at their place. */
class PartialTreeTest {
    private static final Cid VALUE = Cid.ofRaw(new byte[] {1});
    private static final byte[] NONE = {};
    private static final Cid OTHER = Cid.ofRaw(new byte[] {2});

    @Test
    void anUnknownPartIsNeitherThereNorAbsent() {
        Mst whole = tree(new Random(7), 200);
        String key = whole.entries().keySet().iterator().next();
        Map<Cid, byte[]> path = whole.path(key);
        Mst partial = load(whole.root(), path);

        assertThat(partial.get(key)).isEqualTo(whole.get(key));
        assertThat(partial.root()).isEqualTo(whole.root());
        int unknown = 0;
        for (Map.Entry<String, Cid> entry : whole.entries().entrySet()) {
            try {
                assertThat(partial.get(entry.getKey())).contains(entry.getValue());
            } catch (MissingNodeException e) {
                assertThat(whole.nodes()).containsKey(e.cid());
                unknown++;
            }
        }
        assertThat(unknown).isPositive();
    }

    @Test
    void aPathProvesAbsenceToo() {
        Mst whole = tree(new Random(8), 200);
        for (int i = 0; i < 100; i++) {
            String absent = "app.example.absent/" + i;
            assertThat(load(whole.root(), whole.path(absent)).get(absent)).isEmpty();
        }
    }

    @Test
    void undoingProvesTheTreeBeforeFromTheProofAloneAndNothingElse() {
        Random random = new Random(9);
        for (int round = 0; round < 300; round++) {
            Mst before = tree(random, random.nextInt(60));
            List<Change> changes = changes(random, before);
            Mst after = before;
            for (Change change : changes) {
                after = change.after() == null ? after.remove(change.key()) : after.put(change.key(), change.after());
            }
            List<String> keys = changes.stream().map(it -> it.key().toString()).toList();
            Map<Cid, byte[]> proof = new LinkedHashMap<>(after.proofBlocks(keys));
            Mst partial = load(after.root(), proof);

            assertThat(Inversion.of(partial, changes, before.root()).outcome())
                    .as("round %s", round)
                    .isEqualTo(Inversion.Outcome.PROVEN);
            assertThat(Inversion.of(partial, changes, OTHER).outcome()).isNotEqualTo(Inversion.Outcome.PROVEN);
            List<Change> fewer = changes.subList(1, changes.size());
            assertThat(Inversion.of(partial, fewer, before.root()).outcome()).isNotEqualTo(Inversion.Outcome.PROVEN);

            Cid dropped = List.copyOf(proof.keySet()).get(random.nextInt(proof.size()));
            proof.remove(dropped);
            assertThat(Inversion.of(load(after.root(), proof), changes, before.root())
                            .outcome())
                    .isIn(Inversion.Outcome.PROVEN, Inversion.Outcome.INCOMPLETE);
        }
    }

    @Test
    void bothReadersOfNodesAcceptTheSame() {
        Random random = new Random(10);
        int accepted = 0;
        for (int round = 0; round < 200; round++) {
            for (byte[] node : tree(random, 1 + random.nextInt(300)).nodes().values()) {
                assertThat(DecoderAgreement.check(node)).isTrue();
                for (int mutation = 0; mutation < 20; mutation++) {
                    byte[] mutated = node.clone();
                    mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
                    accepted += DecoderAgreement.check(mutated) ? 1 : 0;
                }
                DecoderAgreement.check(Arrays.copyOf(node, random.nextInt(node.length)));
            }
        }
        assertThat(accepted).as("flips inside keys and CIDs make other nodes").isPositive();
    }

    @Test
    void aRootThatIsNotAtHandIsOnlyEverComparedAsAWhole() {
        Mst unknown = load(OTHER, Map.of());

        assertThat(unknown.isRootLoaded()).isFalse();
        assertThat(unknown.root()).isEqualTo(OTHER);
        assertThatThrownBy(() -> unknown.get(key(0))).isInstanceOf(MissingNodeException.class);
        assertThatThrownBy(() -> unknown.put(key(0), VALUE)).isInstanceOf(MissingNodeException.class);
        assertThat(Inversion.of(unknown, List.of(), OTHER).outcome()).isEqualTo(Inversion.Outcome.PROVEN);
        assertThat(Inversion.of(unknown, List.of(), VALUE).outcome()).isEqualTo(Inversion.Outcome.INCOMPLETE);
    }

    /** A tree that breaks one rule. */
    record Broken(Fault fault, Cid root, Map<Cid, byte[]> nodes) {
        @Override
        public String toString() {
            return fault.toString();
        }
    }

    static Stream<Broken> broken() {
        String low = deep(0, 0);
        String high = deep(1, 0);
        String higher = deep(2, 0);
        return Stream.of(
                broken(Fault.DEPTH, node(List.of(low, high).stream().sorted().toList(), NONE, NONE, NONE)),
                broken(Fault.DEPTH, node(List.of(low), VALUE_NODE, NONE)),
                broken(Fault.DEPTH, node(List.of(higher), leaf(deep(0, 0)), NONE)),
                broken(Fault.RANGE, node(List.of(high), NONE, leaf(below(high)))),
                broken(Fault.RANGE, node(List.of(high), leaf(above(high)), NONE)),
                broken(Fault.EMPTY_NODE, node(List.of(high), node(List.of(), NONE), NONE)),
                broken(Fault.POINTER_ROOT, node(List.of(), leaf(low))),
                broken(Fault.KEY_SYNTAX, leaf("nocollection")),
                broken(Fault.KEY_SYNTAX, leaf("app.example.post/..")),
                broken(Fault.KEY_SYNTAX, leaf("App.example.post/a")),
                broken(Fault.SCHEMA, new byte[] {(byte) 0xa0}),
                broken(Fault.SCHEMA, new byte[] {0}));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aNodeOutOfItsPlaceIsRefused(Broken tree) {
        MalformedNodeException fault =
                catchThrowableOfType(MalformedNodeException.class, () -> load(tree.root(), tree.nodes()));

        assertThat(fault).isNotNull();
        assertThat(fault.fault()).isEqualTo(tree.fault());
    }

    // What the nodes made below link to, by CID.
    private static final Map<Cid, byte[]> MADE = new LinkedHashMap<>();
    private static final byte[] VALUE_NODE = leaf(deep(0, 1));

    private static Broken broken(Fault fault, byte[] root) {
        return new Broken(fault, made(root), Map.copyOf(MADE));
    }

    private static Cid made(byte[] node) {
        Cid cid = Cid.ofDagCbor(node);
        MADE.put(cid, node);
        return cid;
    }

    private static byte[] leaf(String key) {
        return node(List.of(key), NONE, NONE);
    }

    private static byte[] node(List<String> keys, byte[]... children) {
        @Nullable Cid[] links = new Cid[keys.size() + 1];
        for (int i = 0; i < links.length; i++) {
            byte[] child = children[i];
            links[i] = child.length == 0 ? null : made(child);
        }
        Cid[] values = new Cid[keys.size()];
        Arrays.fill(values, VALUE);
        return new MstNode(keys.stream().map(String::getBytes).toArray(byte[][]::new), values, links).encode();
    }

    /** The n-th key of a depth. */
    private static String deep(int depth, int n) {
        int seen = 0;
        for (int i = 0; ; i++) {
            if (MstKey.depth(key(i)) == depth && seen++ == n) {
                return key(i);
            }
        }
    }

    private static String above(String key) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "zone.example.post/" + i)
                .filter(it -> MstKey.depth(it) == MstKey.depth(key) - 1)
                .findFirst()
                .orElseThrow();
    }

    private static String below(String key) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "aaa.example.post/" + i)
                .filter(it -> MstKey.depth(it) == MstKey.depth(key) - 1)
                .findFirst()
                .orElseThrow();
    }

    private static String key(int i) {
        return "app.example.post/" + i;
    }

    private static Mst tree(Random random, int size) {
        TreeMap<String, Cid> entries = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            entries.put(key(random.nextInt(10_000)), Cid.ofRaw(new byte[] {(byte) random.nextInt()}));
        }
        return Mst.of(entries);
    }

    private static List<Change> changes(Random random, Mst before) {
        Map<String, Change> changes = new LinkedHashMap<>();
        List<String> present = new ArrayList<>(before.entries().keySet());
        int count = 1 + random.nextInt(5);
        while (changes.size() < count) {
            String key = !present.isEmpty() && random.nextBoolean()
                    ? present.get(random.nextInt(present.size()))
                    : key(random.nextInt(10_000));
            Cid old = before.get(key).orElse(null);
            Cid fresh = old != null && random.nextBoolean() ? null : Cid.ofRaw(new byte[] {9, (byte) random.nextInt()});
            changes.put(key, new Change(MstKey.of(key), old, fresh));
        }
        return List.copyOf(changes.values());
    }

    private static Mst load(Cid root, Map<Cid, byte[]> nodes) {
        return Mst.load(root, cid -> {
            byte[] node = nodes.get(cid);
            return node == null ? null : Slice.of(node);
        });
    }
}
