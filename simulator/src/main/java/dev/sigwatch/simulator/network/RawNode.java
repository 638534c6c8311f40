package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MstKey;
import dev.sigwatch.atproto.mst.MstNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree node with every field open to be got wrong. Immutable.
 *
 * @param left the child before all keys
 */
record RawNode(@Nullable Cid left, List<Entry> entries) {

    /**
     * One key.
     *
     * @param prefix bytes said to be shared with the key before
     * @param rest of the key
     * @param after the child between this key and the next
     */
    record Entry(
            int prefix, byte[] rest, Cid value, @Nullable Cid after) {
        Entry withPrefix(int other) {
            return new Entry(other, rest, value, after);
        }

        /** With a whole key, sharing nothing. */
        Entry withKey(String key) {
            return withKeyAfter("", key);
        }

        /** With a whole key after another, sharing what they have in common. */
        Entry withKeyAfter(String before, String key) {
            int shared = MstKey.commonPrefix(utf8(before), utf8(key));
            return new Entry(shared, utf8(key.substring(shared)), value, after);
        }

        Entry withAfter(@Nullable Cid other) {
            return new Entry(prefix, rest, value, other);
        }
    }

    /** A node with one child and no keys. */
    static RawNode pointingTo(Cid child) {
        return new RawNode(child, List.of());
    }

    /** Takes a well-formed node apart. */
    static RawNode of(byte[] block) {
        MstNode node = MstNode.decode(block);
        List<Entry> entries = new ArrayList<>();
        byte[] before = {};
        for (int i = 0; i < node.size(); i++) {
            byte[] key = node.key(i);
            int prefix = MstKey.commonPrefix(before, key);
            byte[] rest = new byte[key.length - prefix];
            System.arraycopy(key, prefix, rest, 0, rest.length);
            entries.add(new Entry(prefix, rest, node.value(i), node.child(i + 1)));
            before = key;
        }
        return new RawNode(node.child(0), entries);
    }

    RawNode withLeft(@Nullable Cid other) {
        return new RawNode(other, entries);
    }

    RawNode with(Entry... others) {
        return new RawNode(left, List.of(others));
    }

    Entry entry(int i) {
        return entries.get(i);
    }

    /** The node's bytes, canonical whatever they say. */
    byte[] encode() {
        CborWriter writer = new CborWriter();
        writer.writeMap(2).writeText("e").writeArray(entries.size());
        for (Entry entry : entries) {
            writer.writeMap(4).writeText("k").writeBytes(entry.rest);
            writer.writeText("p").writeInt(entry.prefix);
            link(writer.writeText("t"), entry.after);
            writer.writeText("v").writeLink(entry.value);
        }
        link(writer.writeText("l"), left);
        return writer.toBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void link(CborWriter writer, @Nullable Cid cid) {
        if (cid == null) {
            writer.writeNull();
        } else {
            writer.writeLink(cid);
        }
    }
}
