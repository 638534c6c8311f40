package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.MalformedNodeException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One node as it is stored: its keys in order, a value for each, and a child slot before, between and after them. Decoding holds
 * the node to every rule that can be judged without another node; see <a
 * href="https://atproto.com/specs/repository#mst-structure">the repository specification</a>.
 */
public final class MstNode {
    /** Entries of one node that are read, as cbor-gen caps arrays; honest nodes have a handful. */
    public static final int MAX_ENTRIES = 8_192;

    static final int NODE_FIELDS = 2;
    static final int ENTRY_FIELDS = 4;

    private final byte[][] keys;
    private final Cid[] values;
    private final @Nullable Cid[] children;

    /** Takes ownership of the arrays; there is one more child slot than there are keys. */
    MstNode(byte[][] keys, Cid[] values, @Nullable Cid[] children) {
        this.keys = keys;
        this.values = values;
        this.children = children;
    }

    /**
     * Reads a node.
     *
     * @throws MalformedNodeException if the block is not a node
     * @throws MalformedException if it is not DRISL
     */
    public static MstNode decode(Slice block) {
        MstNode node = FastNodeDecoder.decode(block);
        return node != null ? node : new NodeDecoder(block).node();
    }

    /** Reads a node that fills the array; see {@link #decode(Slice)}. */
    public static MstNode decode(byte[] block) {
        return decode(Slice.of(block));
    }

    /** Returns the canonical encoding. */
    public byte[] encode() {
        return NodeEncoder.encode(keys, values, children);
    }

    /** Returns the number of keys. */
    public int size() {
        return keys.length;
    }

    /** Returns key {@code i}, complete; the array must not be written to. */
    public byte[] key(int i) {
        return keys[i];
    }

    /** Returns the value of key {@code i}: the CID of its record. */
    public Cid value(int i) {
        return values[i];
    }

    /** Returns the child in slot {@code i}, 0 to {@link #size()}, which lies before key {@code i}; null if there is none. */
    public @Nullable Cid child(int i) {
        return children[i];
    }

    /**
     * Returns the depth that all keys have, which is the height of the node; -1 if it has no keys.
     *
     * @throws MalformedNodeException if the keys have different depths
     */
    public int height(Sha256 sha256) {
        int height = -1;
        for (byte[] key : keys) {
            int depth = MstKey.depth(sha256, key);
            if (height >= 0 && depth != height) {
                throw new MalformedNodeException(Fault.DEPTH, -1, "keys of one node with different depths");
            }
            height = depth;
        }
        return height;
    }
}
