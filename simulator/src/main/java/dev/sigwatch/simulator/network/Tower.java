package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An honest draft whose posts lie above everything else, so that the root holds their keys alone and all that was there before
 * hangs below: the place where a tree can be got wrong in one respect only.
 *
 * @param root the tree's root node
 */
record Tower(CommitDraft draft, RawNode root) {

    /** One post, so many layers above the tree as it is. */
    static Tower ofOne(Scene scene, int layers) {
        String path = MinedPaths.inLayer(scene.freshPath(), height(scene) + layers);
        return of(scene.draft(List.of(scene.postAt(path, "on top"))));
    }

    /** Two posts one layer above the tree as it is; nothing lies between them, and the second's key begins with the first's. */
    static Tower ofTwo(Scene scene) {
        int layer = height(scene) + 1;
        String first = MinedPaths.inLayer(scene.freshPath(), layer);
        String second = MinedPaths.inLayer(first + "z", layer);
        return of(scene.draft(List.of(scene.postAt(first, "the first"), scene.postAt(second, "the second"))));
    }

    static int height(Scene scene) {
        return MinedPaths.height(scene.account().repository().tree());
    }

    private static Tower of(CommitDraft draft) {
        return new Tower(draft, RawNode.of(node(draft, draft.tree().root())));
    }

    /** A node of the tree. */
    RawNode node(Cid cid) {
        return RawNode.of(node(draft, cid));
    }

    /** A child of a root that has one key. */
    Cid child() {
        Cid left = root.left();
        return left == null ? Objects.requireNonNull(root.entry(0).after()) : left;
    }

    /** The root with another in the place of {@link #child()}. */
    RawNode withChild(Cid other) {
        return root.left() == null ? root.with(root.entry(0).withAfter(other)) : root.withLeft(other);
    }

    /** The frame with another root in the place of the tree's. */
    byte[] frame(RawNode otherRoot) {
        return frame(otherRoot.encode());
    }

    /** The frame with any bytes in the place of the tree's root, and further nodes. */
    byte[] frame(byte[] otherRoot, Block... further) {
        Block top = Block.ofDagCbor(otherRoot);
        List<Block> nodes = new ArrayList<>();
        nodes.add(top);
        nodes.addAll(List.of(further));
        nodes.addAll(draft.proof());
        return draft.frameOver(top.cid(), nodes);
    }

    private static byte[] node(CommitDraft draft, Cid cid) {
        return Objects.requireNonNull(draft.tree().nodes().get(cid));
    }
}
