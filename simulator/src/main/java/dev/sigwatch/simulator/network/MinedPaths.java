package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstKey;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * Record paths whose hashes put them into a wanted layer of the tree, found by trying: four times the tries for each layer more.
 * The same wish always finds the same path.
 */
final class MinedPaths {
    private static final int BASE_36 = 36;
    /** A million times what a path of layer 5 takes. */
    private static final long MAX_TRIES = 1L << 30;

    private MinedPaths() {}

    /** A path that starts with a prefix and lies in a layer. */
    static String inLayer(String prefix, int layer) {
        return mine(prefix, depth -> depth == layer);
    }

    /** A path that starts with a prefix and lies in a layer or above it. */
    static String atLeast(String prefix, int layer) {
        return mine(prefix, depth -> depth >= layer);
    }

    /** The layer of a tree's root. */
    static int height(Mst tree) {
        return tree.entries().keySet().stream().mapToInt(MstKey::depth).max().orElse(0);
    }

    private static String mine(String prefix, IntPredicate wanted) {
        Sha256 sha256 = new Sha256();
        for (long i = 0; i < MAX_TRIES; i++) {
            String path = prefix + Long.toString(i, BASE_36);
            if (wanted.test(MstKey.depth(sha256, path.getBytes(StandardCharsets.UTF_8)))) {
                return path;
            }
        }
        throw new IllegalStateException("no path below " + prefix);
    }
}
