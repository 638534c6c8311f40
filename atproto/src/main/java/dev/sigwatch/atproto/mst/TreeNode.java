package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tree in memory with all that is below it. Changes return a new node that shares every subtree they do not touch,
 * and with it that subtree's encoding.
 *
 * <p>Of a partial tree some nodes are not at hand; what would need them throws {@link MissingNodeException}.
 *
 * <p>A child slot is null if there is nothing below; a node without keys exists only to keep its one child at its height.
 */
final class TreeNode {
    /** The height of a root that is not at hand: nothing above it tells. */
    static final int UNKNOWN_HEIGHT = -1;

    /** A node's bytes under the CID they hash to; without bytes where the node is not at hand. */
    record Encoded(Cid cid, @Nullable Slice bytes) {}

    private static final MstKey[] NO_KEYS = {};
    private static final Cid[] NO_VALUES = {};
    private static final @Nullable TreeNode[] NO_CHILDREN = {};

    final int height;
    final MstKey[] keys;
    final Cid[] values;
    final @Nullable TreeNode[] children;

    // Computed when first asked for. Threads may race to it harmlessly: all compute the same, and it is immutable.
    private @Nullable Encoded encoded;

    TreeNode(int height, MstKey[] keys, Cid[] values, @Nullable TreeNode[] children) {
        this(height, keys, values, children, null);
    }

    TreeNode(int height, MstKey[] keys, Cid[] values, @Nullable TreeNode[] children, @Nullable Encoded encoded) {
        this.height = height;
        this.keys = keys;
        this.values = values;
        this.children = children;
        this.encoded = encoded;
    }

    /** A node of which only the CID is known. */
    static TreeNode unloaded(int height, Cid cid) {
        return new TreeNode(height, NO_KEYS, NO_VALUES, NO_CHILDREN, new Encoded(cid, null));
    }

    /** Whether the node's keys and links are at hand. */
    boolean isLoaded() {
        return children.length > 0;
    }

    /**
     * Returns this node.
     *
     * @throws MissingNodeException if it is not at hand
     */
    private TreeNode required() {
        if (!isLoaded()) {
            throw new MissingNodeException(encoded(null).cid());
        }
        return this;
    }

    static TreeNode leaf(MstKey key, Cid value) {
        return branch(null, key, value, null);
    }

    private static TreeNode branch(@Nullable TreeNode left, MstKey key, Cid value, @Nullable TreeNode right) {
        return new TreeNode(key.depth(), new MstKey[] {key}, new Cid[] {value}, new @Nullable TreeNode[] {left, right});
    }

    Encoded encoded(@Nullable Sha256 workingSpace) {
        Encoded known = encoded;
        if (known != null) {
            return known;
        }
        Sha256 sha256 = workingSpace == null ? new Sha256() : workingSpace;
        byte[][] keyBytes = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            keyBytes[i] = keys[i].bytes;
        }
        @Nullable Cid[] links = new Cid[children.length];
        for (int i = 0; i < children.length; i++) {
            TreeNode child = children[i];
            links[i] = child == null ? null : child.encoded(sha256).cid();
        }
        byte[] bytes = new MstNode(keyBytes, values, links).encode();
        Encoded fresh = new Encoded(Cid.ofDagCbor(sha256, bytes), Slice.of(bytes));
        encoded = fresh;
        return fresh;
    }

    @Nullable
    Cid get(MstKey key) {
        required();
        int at = Arrays.binarySearch(keys, key);
        if (at >= 0) {
            return values[at];
        }
        // A key that belongs in this layer or above is not below it, whether or not what is below is at hand.
        TreeNode child = key.depth() >= height ? null : children[-1 - at];
        return child == null ? null : child.get(key);
    }

    /** Returns the tree with the key set; this same node if it already was. */
    TreeNode put(MstKey key, Cid value) {
        required();
        if (key.depth() > height) {
            Halves halves = Halves.of(this, key);
            int below = key.depth() - 1;
            return branch(raised(halves.left(), below), key, value, raised(halves.right(), below));
        }
        int found = Arrays.binarySearch(keys, key);
        if (found >= 0) {
            return values[found].equals(value) ? this : withValue(found, value);
        }
        int slot = -1 - found;
        TreeNode child = children[slot];
        if (key.depth() == height) {
            return withEntry(slot, key, value, Halves.of(child, key));
        }
        TreeNode changed = child == null ? raised(leaf(key, value), height - 1) : child.put(key, value);
        return changed == child ? this : withChild(slot, changed);
    }

    /** Returns the tree without the key, or null if nothing is left; this same node if the key was not there. */
    @Nullable
    TreeNode remove(MstKey key) {
        required();
        int found = Arrays.binarySearch(keys, key);
        if (found >= 0) {
            return withoutEntry(found);
        }
        int slot = -1 - found;
        TreeNode child = children[slot];
        if (child == null || key.depth() >= height) {
            return this;
        }
        TreeNode changed = child.remove(key);
        return changed == child ? this : withChild(slot, changed).orNull();
    }

    /** Returns the highest node with a key, or what is not at hand on the way there: a root never only points on. */
    TreeNode trimmed() {
        TreeNode top = this;
        while (top.keys.length == 0 && top.isLoaded()) {
            TreeNode only = top.children[0];
            if (only == null) {
                throw new IllegalStateException("a node with neither keys nor a child");
            }
            top = only;
        }
        return top;
    }

    private static @Nullable TreeNode raised(@Nullable TreeNode node, int height) {
        TreeNode top = node;
        while (top != null && top.height < height) {
            top = new TreeNode(top.height + 1, new MstKey[0], new Cid[0], new @Nullable TreeNode[] {top});
        }
        return top;
    }

    private @Nullable TreeNode orNull() {
        return keys.length == 0 && children[0] == null ? null : this;
    }

    private TreeNode withValue(int at, Cid value) {
        Cid[] changed = values.clone();
        changed[at] = value;
        return new TreeNode(height, keys, changed, children);
    }

    private TreeNode withChild(int slot, @Nullable TreeNode child) {
        @Nullable TreeNode[] changed = children.clone();
        changed[slot] = child;
        return new TreeNode(height, keys, values, changed);
    }

    private TreeNode withEntry(int slot, MstKey key, Cid value, Halves around) {
        @Nullable TreeNode[] changed = opened(children, slot);
        changed[slot] = around.left();
        changed[slot + 1] = around.right();
        return new TreeNode(height, inserted(keys, slot, key), inserted(values, slot, value), changed);
    }

    private @Nullable TreeNode withoutEntry(int at) {
        @Nullable TreeNode[] changed = without(children, at + 1);
        changed[at] = merged(children[at], children[at + 1]);
        return new TreeNode(height, without(keys, at), without(values, at), changed).orNull();
    }

    /** What lies before a key and what lies after it; sides without entries are null at every level. */
    private record Halves(@Nullable TreeNode left, @Nullable TreeNode right) {
        static Halves of(@Nullable TreeNode node, MstKey key) {
            if (node == null) {
                return new Halves(null, null);
            }
            int slot = -1 - Arrays.binarySearch(node.required().keys, key);
            Halves below = of(node.children[slot], key);
            TreeNode left = node.part(0, slot);
            TreeNode right = node.part(slot, node.keys.length);
            left.children[slot] = below.left();
            right.children[0] = below.right();
            return new Halves(left.orNull(), right.orNull());
        }
    }

    /** Returns a copy of the entries from one slot to another with the children in both slots. */
    private TreeNode part(int from, int to) {
        return new TreeNode(
                height,
                Arrays.copyOfRange(keys, from, to),
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(children, from, to + 1));
    }

    /** Joins neighbours of the same height whose separating key is gone. */
    private static @Nullable TreeNode merged(@Nullable TreeNode left, @Nullable TreeNode right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        int seam = left.required().keys.length;
        @Nullable TreeNode[] children = joined(left.children, right.required().children, 1);
        children[seam] = merged(left.children[seam], right.children[0]);
        return new TreeNode(
                left.height, joined(left.keys, right.keys, 0), joined(left.values, right.values, 0), children);
    }

    private static <T> T[] inserted(T[] array, int at, T element) {
        T[] longer = opened(array, at);
        longer[at] = element;
        return longer;
    }

    /** Returns a copy one longer, with room at an index. */
    private static <T extends @Nullable Object> T[] opened(T[] array, int at) {
        T[] longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, longer, at + 1, array.length - at);
        return longer;
    }

    private static <T extends @Nullable Object> T[] without(T[] array, int at) {
        T[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static <T extends @Nullable Object> T[] joined(T[] first, T[] second, int from) {
        T[] all = Arrays.copyOf(first, first.length + second.length - from);
        System.arraycopy(second, from, all, first.length, second.length - from);
        return all;
    }
}
