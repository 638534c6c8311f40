package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes nodes: canonical form leaves their entries a single layout, so that it can be written as such. */
final class NodeEncoder {
    private static final int NULL = 0xf6;
    /** The longest entry but for its key: heads of 1 to 3 bytes, four names, two links. */
    private static final int ENTRY = 1 + 4 * 2 + 3 + 3 + 2 * (5 + Cid.LENGTH);

    private static final int NODE = 1 + 2 * 2 + 5 + 5 + Cid.LENGTH;

    private final byte[] buf;
    private int pos;

    private NodeEncoder(int capacity) {
        this.buf = new byte[capacity];
    }

    static byte[] encode(byte[][] keys, Cid[] values, @Nullable Cid[] children) {
        int capacity = NODE;
        for (byte[] key : keys) {
            capacity = Math.addExact(capacity, ENTRY + key.length);
        }
        NodeEncoder encoder = new NodeEncoder(capacity);
        encoder.node(keys, values, children);
        return Arrays.copyOf(encoder.buf, encoder.pos);
    }

    private void node(byte[][] keys, Cid[] values, @Nullable Cid[] children) {
        put(0xa2);
        name('e');
        head(0x80, keys.length);
        byte[] before = new byte[0];
        for (int i = 0; i < keys.length; i++) {
            byte[] key = keys[i];
            int shared = MstKey.commonPrefix(before, key);
            put(0xa4);
            name('k');
            head(0x40, key.length - shared);
            System.arraycopy(key, shared, buf, pos, key.length - shared);
            pos += key.length - shared;
            name('p');
            head(0, shared);
            name('t');
            link(children[i + 1]);
            name('v');
            link(values[i]);
            before = key;
        }
        name('l');
        link(children[0]);
    }

    private void name(char name) {
        put(0x61);
        put(name);
    }

    private void link(@Nullable Cid cid) {
        if (cid == null) {
            put(NULL);
            return;
        }
        put(0xd8);
        put(0x2a);
        put(0x58);
        put(1 + Cid.LENGTH);
        put(0);
        cid.write(buf, pos);
        pos += Cid.LENGTH;
    }

    private void head(int type, int argument) {
        if (argument < 24) {
            put(type + argument);
        } else if (argument <= 0xff) {
            put(type + 24);
            put(argument);
        } else if (argument <= 0xffff) {
            put(type + 25);
            put(argument >>> 8);
            put(argument);
        } else {
            put(type + 26);
            put(argument >>> 24);
            put(argument >>> 16);
            put(argument >>> 8);
            put(argument);
        }
    }

    private void put(int value) {
        buf[pos++] = (byte) value;
    }
}
