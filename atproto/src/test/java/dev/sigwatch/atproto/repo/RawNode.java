package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MstKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree node written down as it is told, whatever the rules say. */
final class RawNode {
    private record Entry(byte[] key, Cid value, @Nullable Cid right) {}

    private final @Nullable Cid left;
    private final List<Entry> entries = new ArrayList<>();

    RawNode(@Nullable Cid left) {
        this.left = left;
    }

    RawNode with(String key, Cid value, @Nullable Cid right) {
        entries.add(new Entry(key.getBytes(StandardCharsets.UTF_8), value, right));
        return this;
    }

    Block block() {
        CborWriter writer = new CborWriter().writeMap(2).writeText("e").writeArray(entries.size());
        byte[] before = {};
        for (Entry entry : entries) {
            int prefix = MstKey.commonPrefix(before, entry.key);
            writer.writeMap(4).writeText("k").writeBytes(entry.key, prefix, entry.key.length - prefix);
            writer.writeText("p").writeInt(prefix).writeText("t");
            link(writer, entry.right);
            writer.writeText("v").writeLink(entry.value);
            before = entry.key;
        }
        link(writer.writeText("l"), left);
        return Block.ofDagCbor(writer.toBytes());
    }

    /** A path that begins with a text, of a depth. */
    static String mined(String start, int depth) {
        int i = 0;
        while (MstKey.depth(start + i) != depth) {
            i++;
        }
        return start + i;
    }

    private static void link(CborWriter writer, @Nullable Cid cid) {
        if (cid == null) {
            writer.writeNull();
        } else {
            writer.writeLink(cid);
        }
    }
}
