package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the encodings of nodes, each once, in the order they are added. */
final class NodeCollector {
    private final Sha256 sha256 = new Sha256();
    private final Map<Cid, byte[]> nodes = new LinkedHashMap<>();

    Map<Cid, byte[]> result() {
        return Collections.unmodifiableMap(nodes);
    }

    void addAll(TreeNode node) {
        add(node);
        for (TreeNode child : node.children) {
            if (child != null) {
                addAll(child);
            }
        }
    }

    /**
     * Adds the path to a key and to both its neighbours. A neighbour that is not below the key's own node is on the path to it
     * already; if the key is absent, the path goes on to where the two neighbours part.
     */
    void addCovering(@Nullable TreeNode node, MstKey key) {
        if (node == null) {
            return;
        }
        add(node);
        int found = Arrays.binarySearch(node.keys, key);
        if (found < 0) {
            addCovering(node.children[-1 - found], key);
            return;
        }
        for (TreeNode left = node.children[found]; left != null; left = left.children[left.keys.length]) {
            add(left);
        }
        for (TreeNode right = node.children[found + 1]; right != null; right = right.children[0]) {
            add(right);
        }
    }

    /** Adds the nodes on the path to a key, or to where it would be. */
    void addPath(@Nullable TreeNode top, MstKey key) {
        TreeNode node = top;
        while (node != null) {
            add(node);
            if (!node.isLoaded()) {
                throw new MissingNodeException(node.encoded(sha256).cid());
            }
            int found = Arrays.binarySearch(node.keys, key);
            node = found >= 0 || key.depth() >= node.height ? null : node.children[-1 - found];
        }
    }

    private void add(TreeNode node) {
        TreeNode.Encoded encoded = node.encoded(sha256);
        Slice bytes = encoded.bytes();
        if (bytes != null) {
            nodes.computeIfAbsent(
                    encoded.cid(), cid -> bytes.length() == bytes.buf().length ? bytes.buf() : bytes.toBytes());
        }
    }
}
