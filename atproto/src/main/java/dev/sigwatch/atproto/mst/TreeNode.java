package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tree in memory with all that is below it. Changes return a new node that shares every subtree they do not touch,
 * and with it that subtree's encoding.
 *
 * <p>A child slot is null if there is nothing below; a node without keys exists only to keep its one child at its height.
 */
final class TreeNode {
    /** A node's bytes under the CID they hash to. */
    record Encoded(Cid cid, byte[] bytes) {}

    final int height;
    final MstKey[] keys;
    final Cid[] values;
    final @Nullable TreeNode[] children;

    // Computed when first asked for. Threads may race to it harmlessly: all compute the same, and it is immutable.
    private @Nullable Encoded encoded;

    TreeNode(int height, MstKey[] keys, Cid[] values, @Nullable TreeNode[] children) {
        this.height = height;
        this.keys = keys;
        this.values = values;
        this.children = children;
    }

    static TreeNode leaf(MstKey key, Cid value) {
        return branch(null, key, value, null);
    }

    private static TreeNode branch(@Nullable TreeNode left, MstKey key, Cid value, @Nullable TreeNode right) {
        return new TreeNode(key.depth(), new MstKey[] {key}, new Cid[] {value}, new @Nullable TreeNode[] {left, right});
    }

    Encoded encoded(Sha256 sha256) {
        Encoded known = encoded;
        if (known != null) {
            return known;
        }
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
        Encoded fresh = new Encoded(Cid.ofDagCbor(sha256, bytes), bytes);
        encoded = fresh;
        return fresh;
    }

    @Nullable
    Cid get(MstKey key) {
        int at = Arrays.binarySearch(keys, key);
        if (at >= 0) {
            return values[at];
        }
        TreeNode child = children[-1 - at];
        return child == null ? null : child.get(key);
    }

    /** Returns the tree with the key set; this same node if it already was. */
    TreeNode put(MstKey key, Cid value) {
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

    /** Returns the highest node with a key: a root never only points on. */
    TreeNode trimmed() {
        TreeNode top = this;
        while (top.keys.length == 0) {
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
            int slot = -1 - Arrays.binarySearch(node.keys, key);
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
        int seam = left.keys.length;
        @Nullable TreeNode[] children = joined(left.children, right.children, 1);
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
