package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes the root of a tree from its entries in the order of their keys, of which there may be millions: only the one node
 * that is still open on each layer is held. It shares nothing with the code that reads trees but the encoding of a node.
 */
public final class RootBuilder {
    private final Sha256 sha256 = new Sha256();
    private final List<Layer> layers = new ArrayList<>();
    private final BiConsumer<Cid, byte[]> nodes;
    private byte[] last = {};

    /** For the root alone. */
    public RootBuilder() {
        this((cid, bytes) -> {});
    }

    /**
     * For the nodes too.
     *
     * @param nodes takes each node when it is complete, children before parents
     */
    public RootBuilder(BiConsumer<Cid, byte[]> nodes) {
        this.nodes = nodes;
    }

    /** Entries of the node that is open on a layer, and the child after the last of them. */
    private static final class Layer {
        final List<byte[]> keys = new ArrayList<>();
        final List<Cid> values = new ArrayList<>();
        final List<@Nullable Cid> children = new ArrayList<>();

        @Nullable
        Cid child;

        boolean isEmpty() {
            return keys.isEmpty() && child == null;
        }

        void add(byte[] key, Cid value) {
            keys.add(key);
            values.add(value);
            children.add(child);
            child = null;
        }

        byte[] close() {
            children.add(child);
            MstNode node = new MstNode(
                    keys.toArray(new byte[0][]), values.toArray(new Cid[0]), children.toArray(new @Nullable Cid[0]));
            keys.clear();
            values.clear();
            children.clear();
            child = null;
            return node.encode();
        }
    }

    /**
     * Adds an entry.
     *
     * @param key which must not be written to afterwards
     * @throws IllegalArgumentException if the key is not after the one before
     */
    public void add(byte[] key, Cid value) {
        if (Arrays.compareUnsigned(last, key) >= 0) {
            throw new IllegalArgumentException("keys must increase");
        }
        last = key;
        int depth = MstKey.depth(sha256, key);
        closeBelow(depth);
        layers.get(depth).add(key, value);
    }

    /** Returns the root of the tree with all the entries, which ends it: no more can be added. */
    public Cid root() {
        int top = Math.max(layers.size() - 1, 0);
        closeBelow(top);
        return close(layers.get(top));
    }

    private Cid close(Layer layer) {
        byte[] node = layer.close();
        Cid cid = Cid.ofDagCbor(sha256, node);
        nodes.accept(cid, node);
        return cid;
    }

    /** What lies below a layer ends where the layer gets its next entry: it becomes the child before that. */
    private void closeBelow(int height) {
        while (layers.size() <= height) {
            layers.add(new Layer());
        }
        for (int i = 0; i < height; i++) {
            Layer layer = layers.get(i);
            if (!layer.isEmpty()) {
                layers.get(i + 1).child = close(layer);
            }
        }
    }
}
