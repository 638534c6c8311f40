package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BlockIndexTest {
    private static final int COUNT = 50_000;

    @Test
    void findsWhatWasAdded() {
        BlockIndex index = new BlockIndex();
        for (int i = 0; i < COUNT; i++) {
            assertThat(index.add(cid(i), 7_000_000_000L + i, i)).isTrue();
        }
        assertThat(index.size()).isEqualTo(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int entry = index.find(cid(i));
            assertThat(index.position(entry)).isEqualTo(7_000_000_000L + i);
            assertThat(index.length(entry)).isEqualTo(i);
        }
        assertThat(index.find(cid(COUNT))).isEqualTo(BlockIndex.ABSENT);
    }

    @Test
    void keepsTheFirstOfEqualBlocksAndTellsCodecsApart() {
        BlockIndex index = new BlockIndex();
        byte[] bytes = {1};
        index.add(Cid.ofDagCbor(bytes), 10, 1);
        index.add(Cid.ofDagCbor(bytes), 20, 1);
        assertThat(index.find(Cid.ofRaw(bytes))).isEqualTo(BlockIndex.ABSENT);
        index.add(Cid.ofRaw(bytes), 30, 1);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.position(index.find(Cid.ofDagCbor(bytes)))).isEqualTo(10);
        assertThat(index.position(index.find(Cid.ofRaw(bytes)))).isEqualTo(30);
    }

    @Test
    void holdsTheLongestAndTheLast() {
        BlockIndex index = new BlockIndex();
        int longest = CarScanner.MAX_SECTION - Cid.LENGTH;
        assertThat(index.add(cid(0), BlockIndex.MAX_POSITION - 1, longest)).isTrue();
        assertThat(index.position(0)).isEqualTo(BlockIndex.MAX_POSITION - 1);
        assertThat(index.length(0)).isEqualTo(longest);
        assertThat(index.add(cid(1), BlockIndex.MAX_POSITION, 1)).isFalse();
    }

    @Test
    void isFullAtItsLimit() {
        BlockIndex index = new BlockIndex(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(index.add(cid(i), i, 0)).isTrue();
        }
        assertThat(index.add(cid(1_000), 0, 0)).isFalse();
        assertThat(index.add(cid(5), 0, 0)).isTrue();
        assertThat(index.find(cid(1_000))).isEqualTo(BlockIndex.ABSENT);
        assertThat(index.position(index.find(cid(5)))).isEqualTo(5);
    }

    private static Cid cid(int i) {
        return Cid.ofDagCbor(ByteBuffer.allocate(4).putInt(i).array());
    }
}
