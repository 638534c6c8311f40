package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Trees whose nodes are well-formed and in the wrong place, under honest signatures. */
final class BadLayers {
    private static final int CHAIN = 40;

    private BadLayers() {}

    static Plan keyInWrongLayer() {
        return Plan.violation("A key of the lowest layer lies in the root.", "MST_DEPTH", scene -> {
            Tower tower = Tower.ofTwo(scene);
            RawNode root = tower.root();
            String first = tower.draft().ops().get(0).path().toString();
            String second = tower.draft().ops().get(1).path().toString();
            String low = MinedPaths.inLayer(first + "0", 0);
            RawNode bad = root.with(root.entry(0).withKey(low), root.entry(1).withKeyAfter(low, second));
            CommitDraft draft = tower.draft()
                    .withOp(op -> new RepoOperation(op.action(), RepoPath.parse(low), op.cid(), op.prev()));
            return new Tower(draft, root).frame(bad);
        });
    }

    static Plan skippedLayer() {
        return Plan.violation("A child lies two layers below its parent.", "MST_DEPTH", scene -> {
            Tower tower = Tower.ofOne(scene, 2);
            Cid below = Objects.requireNonNull(tower.node(tower.child()).left());
            return tower.frame(tower.withChild(below));
        });
    }

    static Plan keyOutsideRange() {
        return Plan.violation("What lies after a key hangs before it.", "MST_RANGE", scene -> {
            Tower tower = Tower.ofOne(scene, 1);
            RawNode root = tower.root();
            return tower.frame(root.with(root.entry(0).withAfter(root.left()))
                    .withLeft(root.entry(0).after()));
        });
    }

    /** The nearest thing to a cycle, which hashes do not allow. */
    static Plan nodeLinkedTwice() {
        return Plan.violation("One node hangs both before and after a key.", "MST_RANGE", scene -> {
            Tower tower = Tower.ofOne(scene, 1);
            RawNode root = tower.root();
            return tower.frame(root.with(root.entry(0).withAfter(tower.child())).withLeft(tower.child()));
        });
    }

    static Plan emptyLeaf() {
        return Plan.violation("An empty node hangs between two keys.", "MST_EMPTY_NODE", scene -> {
            Tower tower = Tower.ofTwo(scene);
            RawNode root = tower.root();
            Block empty =
                    Block.ofDagCbor(Objects.requireNonNull(Mst.EMPTY.nodes().get(Mst.EMPTY.root())));
            RawNode bad = root.with(root.entry(0).withAfter(empty.cid()), root.entry(1));
            return tower.frame(bad.encode(), empty);
        });
    }

    static Plan pointerRoot() {
        return Plan.violation("The root has no keys and points to the honest root.", "MST_POINTER_ROOT", scene -> {
            CommitDraft draft = scene.draft();
            Block root = Block.ofDagCbor(RawNode.pointingTo(draft.tree().root()).encode());
            return draft.frameOver(root.cid(), with(draft, root));
        });
    }

    static Plan pointerChain() {
        return Plan.violation("Forty nodes without keys hang below one another.", "MST_DEPTH", scene -> {
            Tower tower = Tower.ofOne(scene, 1);
            Block[] chain = new Block[CHAIN];
            Cid end = tower.child();
            for (int i = 0; i < CHAIN; i++) {
                chain[i] = Block.ofDagCbor(RawNode.pointingTo(end).encode());
                end = chain[i].cid();
            }
            return tower.frame(tower.withChild(end).encode(), chain);
        });
    }

    private static List<Block> with(CommitDraft draft, Block more) {
        List<Block> nodes = new ArrayList<>(draft.proof());
        nodes.add(more);
        return nodes;
    }
}
