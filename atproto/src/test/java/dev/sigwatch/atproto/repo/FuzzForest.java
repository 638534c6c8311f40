package dev.sigwatch.atproto.repo;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Blocks that link to each other as a fuzzer says, with true hashes: the honest, the crooked, and mixtures of them. */
final class FuzzForest {
    /** Keys of every depth from 0 to 3, in order. */
    static final List<String> KEYS = keys();

    static final Cid[] VALUES = {record(0).cid(), record(1).cid(), Cid.ofRaw(new byte[] {2})};

    private static final int MAX_BLOCKS = 40;

    final List<Block> blocks = new ArrayList<>();
    private final FuzzedDataProvider data;

    FuzzForest(FuzzedDataProvider data) {
        this.data = data;
        blocks.add(record(0));
        blocks.add(record(1));
        int count = data.consumeInt(1, MAX_BLOCKS);
        for (int i = 0; i < count && data.remainingBytes() > 0; i++) {
            addSome();
        }
    }

    /** The tree with the keys of a mask. */
    static SortedMap<String, Cid> entries(long mask, long values) {
        SortedMap<String, Cid> entries = new TreeMap<>();
        for (int i = 0; i < KEYS.size(); i++) {
            if ((mask >>> i & 1) != 0) {
                entries.put(KEYS.get(i), VALUES[(int) (values >>> i & 1)]);
            }
        }
        return entries;
    }

    /** Any block, the last ones, which lead to the most, before others. */
    Cid any() {
        return blocks.get(Math.max(0, blocks.size() - 1 - data.consumeInt(0, MAX_BLOCKS)))
                .cid();
    }

    private void addSome() {
        switch (data.consumeInt(0, 4)) {
            case 0 ->
                Mst.of(entries(data.consumeLong(), data.consumeLong()))
                        .nodes()
                        .forEach((cid, bytes) -> blocks.add(0, new Block(cid, bytes)));
            case 1 -> blocks.add(Block.ofDagCbor(data.consumeBytes(data.consumeInt(0, 200))));
            case 2 -> {
                byte[] changed = blocks.get(blocks.size() - 1).data().clone();
                if (changed.length > 0) {
                    changed[data.consumeInt(0, changed.length - 1)] = data.consumeByte();
                }
                blocks.add(Block.ofDagCbor(changed));
            }
            default -> blocks.add(node());
        }
    }

    private Block node() {
        RawNode node = new RawNode(link());
        int at = 0;
        for (int left = data.consumeInt(0, 5); left > 0; left--) {
            at = data.consumeBoolean() ? at + data.consumeInt(1, 4) : data.consumeInt(0, KEYS.size());
            String key = at < KEYS.size() ? KEYS.get(at) : data.consumeString(20);
            node.with(key, data.consumeBoolean() ? VALUES[data.consumeInt(0, 2)] : any(), link());
        }
        return node.block();
    }

    private @Nullable Cid link() {
        return data.consumeBoolean() ? null : any();
    }

    private static Block record(int i) {
        return Block.ofDagCbor(new byte[] {(byte) i});
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (char c = 'a'; c < 'p'; c++) {
            for (int depth = 0; depth < 4; depth++) {
                keys.add(RawNode.mined("io.atcr.tag/" + c + depth, (depth + c) % 4));
            }
        }
        return keys;
    }
}
