package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.cid.Cid;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RootBuilderTest {
    private static final Cid VALUE = Cid.ofRaw(new byte[1]);

    @Test
    void agreesWithTheTreeInMemory() {
        Random random = new Random(2);
        for (int round = 0; round < 400; round++) {
            SortedMap<String, Cid> entries = new TreeMap<>();
            for (int left = random.nextInt(round + 1); left > 0; left--) {
                entries.put("io.atcr.tag/" + random.nextInt(100_000), VALUE);
            }
            Set<Cid> nodes = new HashSet<>();
            RootBuilder builder = new RootBuilder((cid, bytes) -> {
                assertThat(Cid.ofDagCbor(bytes)).isEqualTo(cid);
                nodes.add(cid);
            });
            entries.forEach((key, value) -> builder.add(MstKey.of(key).bytes, value));
            assertThat(builder.root()).isEqualTo(Mst.of(entries).root());
            assertThat(nodes).isEqualTo(Mst.of(entries).nodes().keySet());
        }
    }

    @Test
    void bridgesLayersWithoutKeys() {
        SortedMap<String, Cid> entries = new TreeMap<>();
        for (int depth : new int[] {0, 5, 0, 2, 0, 6, 1}) {
            entries.put(mined("io.atcr.tag/" + (char) ('a' + entries.size()), depth), VALUE);
        }
        RootBuilder builder = new RootBuilder();
        entries.forEach((key, value) -> builder.add(MstKey.of(key).bytes, value));
        assertThat(builder.root()).isEqualTo(Mst.of(entries).root());
    }

    @Test
    void refusesKeysOutOfOrder() {
        RootBuilder builder = new RootBuilder();
        builder.add(new byte[] {'b'}, VALUE);
        assertThatThrownBy(() -> builder.add(new byte[] {'b'}, VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(new byte[] {'a'}, VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String mined(String start, int depth) {
        int i = 0;
        while (MstKey.depth(start + i) != depth) {
            i++;
        }
        return start + i;
    }
}
