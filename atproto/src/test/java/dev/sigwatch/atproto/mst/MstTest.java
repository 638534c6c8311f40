package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MstTest {
    private static final String EMPTY_ROOT = "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm";

    @Test
    void theEmptyTreeIsOneNode() {
        assertThat(Mst.EMPTY.root()).hasToString(EMPTY_ROOT);
        assertThat(Mst.of(new TreeMap<>())).isEqualTo(Mst.EMPTY);
        assertThat(Mst.EMPTY.nodes()).containsOnlyKeys(Cid.parse(EMPTY_ROOT));
        assertThat(Mst.EMPTY.proofBlocks(List.of("a"))).containsOnlyKeys(Cid.parse(EMPTY_ROOT));
        assertThat(Mst.EMPTY.get("a")).isEmpty();
        assertThat(Mst.EMPTY.remove("a")).isSameAs(Mst.EMPTY);
        assertThat(Mst.EMPTY.put("a", value(1)).remove("a")).isSameAs(Mst.EMPTY);
    }

    @Test
    void findsWhatWasPut() {
        Mst tree = Mst.EMPTY.put("a/1", value(1)).put("a/2", value(2));
        assertThat(tree.get("a/1")).contains(value(1));
        assertThat(tree.get("a/3")).isEmpty();
        assertThat(tree.put("a/1", value(3)).get("a/1")).contains(value(3));
        assertThat(tree.get("a/1")).contains(value(1));
        assertThat(tree.put("a/1", value(1))).isSameAs(tree);
        assertThat(tree.remove("a/3")).isSameAs(tree);
        assertThat(tree.entries()).containsExactly(Map.entry("a/1", value(1)), Map.entry("a/2", value(2)));
    }

    @Test
    void refusesKeysThatCannotBe() {
        assertThatThrownBy(() -> Mst.EMPTY.put("", value(1))).isInstanceOf(MalformedException.class);
        String longest = "k".repeat(MstKey.MAX_LENGTH);
        assertThat(Mst.EMPTY.put(longest, value(1)).get(longest)).isPresent();
        assertThatThrownBy(() -> Mst.EMPTY.put(longest + "k", value(1))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Mst.EMPTY.put("\uD800", value(1))).isInstanceOf(MalformedException.class);
    }

    /** One key space small enough that keys come and go, one with many layers, one beyond ASCII. */
    @Test
    void theOrderOfChangesDoesNotMatter() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("MST property seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int changes = 0;
        for (int run = 0; run < 60; run++) {
            String prefix = List.of("k/", "io.atcr.manifest/", "é⽘😀").get(run % 3);
            changes += change(random, prefix, 4 << random.nextInt(9), seed);
        }
        System.out.println("MST changes: " + changes);
    }

    private static int change(SplittableRandom random, String prefix, int keySpace, long seed) {
        SortedMap<String, Cid> entries = new TreeMap<>();
        Mst tree = Mst.EMPTY;
        int changes = 20 + 2 * keySpace;
        for (int i = 0; i < changes; i++) {
            String key = prefix + Integer.toString(random.nextInt(keySpace), 36);
            if (random.nextInt(5) < 3) {
                Cid value = value(random.nextInt(4));
                entries.put(key, value);
                tree = tree.put(key, value);
            } else {
                entries.remove(key);
                tree = tree.remove(key);
            }
            // Encoding now and then only, so that changes of trees that never were encoded are tried as well.
            if (random.nextInt(8) == 0) {
                assertThat(tree.root())
                        .as("seed %d", seed)
                        .isEqualTo(Mst.of(entries).root());
            }
        }
        assertThat(tree.nodes().keySet())
                .as("seed %d", seed)
                .isEqualTo(Mst.of(entries).nodes().keySet());
        assertThat(tree.entries()).as("seed %d", seed).isEqualTo(entries);
        assertStored(tree, entries);
        for (String key : new ArrayList<>(entries.keySet())) {
            tree = tree.remove(key);
        }
        assertThat(tree).as("seed %d", seed).isSameAs(Mst.EMPTY);
        return changes;
    }

    private static void assertStored(Mst tree, SortedMap<String, Cid> entries) {
        Map<Cid, byte[]> nodes = tree.nodes();
        nodes.forEach((cid, bytes) -> {
            assertThat(Cid.ofDagCbor(bytes)).isEqualTo(cid);
            assertThat(MstNode.decode(bytes).encode()).isEqualTo(bytes);
        });
        TreeWalk walk = TreeWalk.of(
                tree.root(), cid -> Optional.ofNullable(nodes.get(cid)).map(Slice::of));
        assertThat(walk.entries).isEqualTo(entries);
        assertThat(walk.nodes).isEqualTo(nodes.keySet());
    }

    @Test
    void keepsTheEncodingOfWhatAChangeDoesNotTouch() {
        SortedMap<String, Cid> entries = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            entries.put("io.atcr.manifest/" + i, value(i));
        }
        Mst tree = Mst.of(entries);
        Map<Cid, byte[]> before = tree.nodes();
        Map<Cid, byte[]> after = tree.put("io.atcr.manifest/500", value(7)).nodes();
        int fresh = 0;
        for (Map.Entry<Cid, byte[]> node : after.entrySet()) {
            byte[] known = before.get(node.getKey());
            if (known == null) {
                fresh++;
            } else {
                assertThat(node.getValue()).isSameAs(known);
            }
        }
        assertThat(fresh).isBetween(1, 12);
    }

    @Test
    void provesNeighboursToo() {
        SortedMap<String, Cid> entries = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            entries.put("k/" + i, value(i));
        }
        Mst tree = Mst.of(entries);
        Map<Cid, byte[]> nodes = tree.nodes();
        List<String> keys = List.copyOf(entries.keySet());
        for (int i = 0; i < keys.size(); i++) {
            Map<Cid, byte[]> proof = tree.proofBlocks(List.of(keys.get(i)));
            assertThat(nodes).containsAllEntriesOf(proof);
            for (int near = Math.max(0, i - 1); near <= Math.min(keys.size() - 1, i + 1); near++) {
                assertLeadsTo(keys.get(near), tree.root(), proof);
            }
        }
    }

    private static void assertLeadsTo(String key, Cid root, Map<Cid, byte[]> proof) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        Cid next = root;
        while (next != null) {
            MstNode node = MstNode.decode(Objects.requireNonNull(proof.get(next), "a node of the path is missing"));
            int slot = 0;
            while (slot < node.size() && Arrays.compareUnsigned(node.key(slot), wanted) < 0) {
                slot++;
            }
            boolean found = slot < node.size() && Arrays.equals(node.key(slot), wanted);
            if (found) {
                return;
            }
            next = node.child(slot);
        }
        throw new AssertionError("no path to " + key);
    }

    private static Cid value(int number) {
        return Cid.ofDagCbor(ByteBuffer.allocate(4).putInt(number).array());
    }
}
