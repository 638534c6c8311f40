package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a tree from sorted entries, layer by layer from the top. */
final class TreeBuilder {
    private final MstKey[] keys;
    private final Cid[] values;

    TreeBuilder(MstKey[] keys, Cid[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** Returns the node at a height that holds the entries in {@code [from, to)}, or null if there are none. */
    @Nullable
    TreeNode node(int from, int to, int height) {
        if (from == to) {
            return null;
        }
        List<Integer> here = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (keys[i].depth() == height) {
                here.add(i);
            }
        }
        @Nullable TreeNode[] children = new TreeNode[here.size() + 1];
        int next = from;
        for (int slot = 0; slot < children.length; slot++) {
            int until = slot < here.size() ? here.get(slot) : to;
            children[slot] = node(next, until, height - 1);
            next = until + 1;
        }
        return new TreeNode(height, pick(keys, here), pick(values, here), children);
    }

    private static <T> T[] pick(T[] array, List<Integer> indexes) {
        T[] picked = Arrays.copyOf(array, indexes.size());
        Arrays.setAll(picked, i -> array[indexes.get(i)]);
        return picked;
    }
}
