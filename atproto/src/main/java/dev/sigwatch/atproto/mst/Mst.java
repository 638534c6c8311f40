package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole Merkle search tree in memory, immutable: a change returns another tree that shares all it does not touch, encodings
 * included. Its root is a function of its entries alone, whatever the order in which they were put.
 *
 * <p>This is the writing side: it makes trees. Judging trees that others made is another matter.
 */
public final class Mst {
    /** The tree without entries. */
    public static final Mst EMPTY = new Mst(null);

    private static final TreeNode.Encoded EMPTY_NODE = emptyNode();

    private final @Nullable TreeNode top;

    private Mst(@Nullable TreeNode top) {
        this.top = top;
    }

    /**
     * Builds a tree in one pass.
     *
     * @param entries record CIDs by key; any order of the map will do
     * @throws MalformedException if a key has not 1 to 1024 bytes of UTF-8
     */
    public static Mst of(SortedMap<String, Cid> entries) {
        Sha256 sha256 = new Sha256();
        MstKey[] keys = entries.keySet().stream()
                .map(key -> MstKey.of(sha256, key))
                .sorted()
                .toArray(MstKey[]::new);
        Cid[] values =
                Arrays.stream(keys).map(key -> entries.get(key.toString())).toArray(Cid[]::new);
        int height = Arrays.stream(keys).mapToInt(MstKey::depth).max().orElse(0);
        return new Mst(new TreeBuilder(keys, values).node(0, keys.length, height));
    }

    /**
     * Returns the tree with a key set to a value.
     *
     * @throws MalformedException if the key has not 1 to 1024 bytes of UTF-8
     */
    public Mst put(String key, Cid value) {
        MstKey mstKey = MstKey.of(key);
        if (top == null) {
            return new Mst(TreeNode.leaf(mstKey, value));
        }
        TreeNode changed = top.put(mstKey, value);
        return changed == top ? this : new Mst(changed);
    }

    /** Returns the tree without a key; this same tree if it has no such key. */
    public Mst remove(String key) {
        if (top == null) {
            return this;
        }
        TreeNode changed = top.remove(MstKey.of(key));
        if (changed == top) {
            return this;
        }
        return changed == null ? EMPTY : new Mst(changed.trimmed());
    }

    /** Returns the value of a key, if the tree has it. */
    public Optional<Cid> get(String key) {
        return top == null ? Optional.empty() : Optional.ofNullable(top.get(MstKey.of(key)));
    }

    /** Returns the CID of the root node: a commit's {@code data}. */
    public Cid root() {
        return encodedRoot(new Sha256()).cid();
    }

    /** Returns every node's bytes by its CID, parents before children. The empty tree has one node. */
    public Map<Cid, byte[]> nodes() {
        NodeCollector nodes = new NodeCollector();
        if (top != null) {
            nodes.addAll(top);
        }
        return orEmptyNode(nodes);
    }

    /**
     * Returns the nodes on the paths to the keys and to their left and right neighbours, by CID, parents before children. It is
     * what a commit must carry so that operations on these keys can be inverted, in any order.
     *
     * @param keys of this tree, or no longer of this tree because the commit deleted them
     */
    public Map<Cid, byte[]> proofBlocks(Collection<String> keys) {
        NodeCollector nodes = new NodeCollector();
        for (String key : keys) {
            nodes.addCovering(top, MstKey.of(key));
        }
        return orEmptyNode(nodes);
    }

    /** Returns the entries in the order of the tree. */
    public Map<String, Cid> entries() {
        Map<String, Cid> entries = new LinkedHashMap<>();
        addEntries(top, entries);
        return Collections.unmodifiableMap(entries);
    }

    private static void addEntries(@Nullable TreeNode node, Map<String, Cid> entries) {
        if (node == null) {
            return;
        }
        for (int i = 0; i < node.keys.length; i++) {
            addEntries(node.children[i], entries);
            entries.put(node.keys[i].toString(), node.values[i]);
        }
        addEntries(node.children[node.keys.length], entries);
    }

    private Map<Cid, byte[]> orEmptyNode(NodeCollector nodes) {
        return top == null ? Map.of(EMPTY_NODE.cid(), EMPTY_NODE.bytes()) : nodes.result();
    }

    private TreeNode.Encoded encodedRoot(Sha256 sha256) {
        return top == null ? EMPTY_NODE : top.encoded(sha256);
    }

    private static TreeNode.Encoded emptyNode() {
        byte[] bytes = new MstNode(new byte[0][], new Cid[0], new @Nullable Cid[1]).encode();
        return new TreeNode.Encoded(Cid.ofDagCbor(bytes), bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mst that && root().equals(that.root());
    }

    @Override
    public int hashCode() {
        return root().hashCode();
    }

    /** Returns the root's CID as text. */
    @Override
    public String toString() {
        return root().toString();
    }
}
