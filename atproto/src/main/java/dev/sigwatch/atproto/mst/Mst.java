package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle search tree in memory, immutable: a change returns another tree that shares all it does not touch, encodings included.
 * Its root is a function of its entries alone, whatever the order in which they were put.
 *
 * <p>A loaded tree may be partial. What cannot be answered without a node that is not at hand throws {@link MissingNodeException}:
 * an unknown part is never taken for an absent one.
 *
 * @see <a href="https://atproto.com/specs/repository#mst-structure">MST structure</a>
 */
public final class Mst {
    /**
     * Layers above the lowest. A key two layers higher costs sixteen times the hashing to find; the highest root seen in honest data
     * is 12, and 32 bounds recursion.
     */
    public static final int MAX_HEIGHT = 32;

    /** The tree without entries. */
    public static final Mst EMPTY = new Mst(null);

    private static final byte[] EMPTY_BYTES = new MstNode(new byte[0][], new Cid[0], new @Nullable Cid[1]).encode();
    private static final TreeNode.Encoded EMPTY_NODE =
            new TreeNode.Encoded(Cid.ofDagCbor(EMPTY_BYTES), Slice.of(EMPTY_BYTES));

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
     * Loads what is at hand of a tree and checks every node of it: canonical form, key order and syntax, layers, ranges.
     *
     * @param root the tree's root, a commit's {@code data}
     * @param blocks a node's true bytes by its CID, null for what is not at hand
     * @throws MalformedNodeException for the first rule broken
     */
    public static Mst load(Cid root, Function<Cid, @Nullable Slice> blocks) {
        return load(root, blocks, new Sha256());
    }

    /** As {@link #load(Cid, Function)}, hashed with the given working space. */
    public static Mst load(Cid root, Function<Cid, @Nullable Slice> blocks, Sha256 sha256) {
        return new Mst(new TreeLoader(blocks, new KeySyntax()::isPath, sha256).root(root));
    }

    /** As {@link #load(Cid, Function)}, with another rule for keys than the repository's. */
    static Mst load(Cid root, Function<Cid, @Nullable Slice> blocks, Predicate<byte[]> keyRule) {
        return new Mst(new TreeLoader(blocks, keyRule, new Sha256()).root(root));
    }

    /** Whether the root node is at hand; if not, nothing but {@link #root()} is known. */
    public boolean isRootLoaded() {
        return top == null || top.isLoaded();
    }

    /**
     * Returns the tree with a key set to a value.
     *
     * @throws MalformedException if the key has not 1 to 1024 bytes of UTF-8
     */
    public Mst put(String key, Cid value) {
        return put(MstKey.of(key), value);
    }

    /** Returns the tree with a key set to a value. */
    public Mst put(MstKey key, Cid value) {
        if (top == null) {
            return new Mst(TreeNode.leaf(key, value));
        }
        TreeNode changed = top.put(key, value);
        return changed == top ? this : new Mst(changed);
    }

    /** Returns the tree without a key; this same tree if it has no such key. */
    public Mst remove(String key) {
        return remove(MstKey.of(key));
    }

    /** Returns the tree without a key; this same tree if it has no such key. */
    public Mst remove(MstKey key) {
        if (top == null) {
            return this;
        }
        TreeNode changed = top.remove(key);
        if (changed == top) {
            return this;
        }
        return changed == null ? EMPTY : new Mst(changed.trimmed());
    }

    /** Returns the value of a key, if the tree has it. */
    public Optional<Cid> get(String key) {
        return get(MstKey.of(key));
    }

    /** Returns the value of a key, if the tree has it. */
    public Optional<Cid> get(MstKey key) {
        return top == null ? Optional.empty() : Optional.ofNullable(top.get(key));
    }

    /** Returns the CID of the root node: a commit's {@code data}. */
    public Cid root() {
        return root(new Sha256());
    }

    /** Returns the CID of the root node, hashed with the given working space. */
    public Cid root(Sha256 sha256) {
        return encodedRoot(sha256).cid();
    }

    /**
     * Returns the nodes on the path to a key, or to where it would be, by CID, root first: with them anyone can check that the tree
     * has the key, or has it not.
     */
    public Map<Cid, byte[]> path(String key) {
        NodeCollector nodes = new NodeCollector();
        nodes.addPath(top, MstKey.of(key));
        return orEmptyNode(nodes);
    }

    /** Returns every node's bytes at hand by its CID, parents before children. The empty tree has one node. */
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

    /**
     * Returns the entries in the order of the tree.
     *
     * @throws MissingNodeException if a node is not at hand
     */
    public Map<String, Cid> entries() {
        Map<String, Cid> entries = new LinkedHashMap<>();
        addEntries(top, entries, true);
        return Collections.unmodifiableMap(entries);
    }

    /** Returns the entries of the nodes at hand, in the order of the tree. */
    public Map<String, Cid> entriesAtHand() {
        Map<String, Cid> entries = new LinkedHashMap<>();
        addEntries(top, entries, false);
        return Collections.unmodifiableMap(entries);
    }

    private static void addEntries(@Nullable TreeNode node, Map<String, Cid> entries, boolean all) {
        if (node == null) {
            return;
        }
        if (!node.isLoaded()) {
            if (all) {
                throw new MissingNodeException(node.encoded(null).cid());
            }
            return;
        }
        for (int i = 0; i < node.keys.length; i++) {
            addEntries(node.children[i], entries, all);
            entries.put(node.keys[i].toString(), node.values[i]);
        }
        addEntries(node.children[node.keys.length], entries, all);
    }

    private Map<Cid, byte[]> orEmptyNode(NodeCollector nodes) {
        return top == null ? Map.of(EMPTY_NODE.cid(), EMPTY_BYTES) : nodes.result();
    }

    private TreeNode.Encoded encodedRoot(Sha256 sha256) {
        return top == null ? EMPTY_NODE : top.encoded(sha256);
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
