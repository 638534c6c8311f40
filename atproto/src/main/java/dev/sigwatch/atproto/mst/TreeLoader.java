package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.MalformedNodeException.Fault;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loads what is at hand of a tree and holds every node to the rules of its place: layer, range, no empty ones. A node that is not
 * at hand stays a link whose height is known from its place.
 *
 * <p>Work is bounded by the bytes at hand. A node with keys that is linked twice breaks a range the second time, and a chain of
 * nodes without keys is no longer than the tree is high.
 */
final class TreeLoader {
    private final Function<Cid, @Nullable Slice> blocks;
    private final Sha256 sha256;
    private final Predicate<byte[]> keyRule;

    TreeLoader(Function<Cid, @Nullable Slice> blocks, Predicate<byte[]> keyRule, Sha256 sha256) {
        this.sha256 = sha256;
        this.blocks = blocks;
        this.keyRule = keyRule;
    }

    /** Returns the root node, null for the empty tree. */
    @Nullable
    TreeNode root(Cid cid) {
        Slice block = blocks.apply(cid);
        if (block == null) {
            return TreeNode.unloaded(TreeNode.UNKNOWN_HEIGHT, cid);
        }
        MstNode node = decode(block);
        if (node.size() == 0) {
            if (node.child(0) != null) {
                throw fault(Fault.POINTER_ROOT, "root without keys");
            }
            return null;
        }
        int height = MstKey.depth(sha256, node.key(0));
        if (height > Mst.MAX_HEIGHT) {
            throw fault(Fault.LIMIT, "tree with more than 32 layers above the lowest");
        }
        return loaded(node, new TreeNode.Encoded(cid, block), height, null, null);
    }

    private TreeNode loaded(
            MstNode node, TreeNode.Encoded encoded, int height, byte @Nullable [] after, byte @Nullable [] before) {
        int size = node.size();
        MstKey[] keys = new MstKey[size];
        Cid[] values = new Cid[size];
        requireRange(node, after, before);
        for (int i = 0; i < size; i++) {
            keys[i] = key(node.key(i), height);
            values[i] = node.value(i);
        }
        @Nullable TreeNode[] children = new TreeNode[size + 1];
        for (int i = 0; i <= size; i++) {
            Cid child = node.child(i);
            if (child != null) {
                children[i] =
                        child(child, height - 1, i == 0 ? after : node.key(i - 1), i == size ? before : node.key(i));
            }
        }
        return new TreeNode(height, keys, values, children, encoded);
    }

    private MstKey key(byte[] bytes, int height) {
        if (!keyRule.test(bytes)) {
            throw fault(Fault.KEY_SYNTAX, "key that is not a repository path");
        }
        int depth = MstKey.depth(sha256, bytes);
        if (depth != height) {
            throw fault(Fault.DEPTH, "key of depth " + depth + " in layer " + height);
        }
        return MstKey.of(bytes, depth);
    }

    private TreeNode child(Cid cid, int height, byte @Nullable [] after, byte @Nullable [] before) {
        if (height < 0) {
            throw fault(Fault.DEPTH, "child below the lowest layer");
        }
        Slice block = blocks.apply(cid);
        if (block == null) {
            return TreeNode.unloaded(height, cid);
        }
        MstNode node = decode(block);
        if (node.size() == 0 && node.child(0) == null) {
            throw fault(Fault.EMPTY_NODE, "child without keys or a child of its own");
        }
        return loaded(node, new TreeNode.Encoded(cid, block), height, after, before);
    }

    /** Keys of one node increase, so that the first and the last one speak for all. */
    private static void requireRange(MstNode node, byte @Nullable [] after, byte @Nullable [] before) {
        int last = node.size() - 1;
        if (last >= 0
                && ((after != null && Arrays.compareUnsigned(node.key(0), after) <= 0)
                        || (before != null && Arrays.compareUnsigned(node.key(last), before) >= 0))) {
            throw fault(Fault.RANGE, "key outside the range of its subtree");
        }
    }

    private static MstNode decode(Slice block) {
        try {
            return MstNode.decode(block);
        } catch (MalformedNodeException e) {
            throw e;
        } catch (MalformedException e) {
            throw fault(Fault.SCHEMA, e.rule());
        }
    }

    private static MalformedNodeException fault(Fault fault, String rule) {
        return new MalformedNodeException(fault, -1, rule);
    }
}
