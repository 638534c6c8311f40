package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a whole stored tree, node by node, to compare with one that was made from its entries. */
final class TreeWalk {
    final SortedMap<String, Cid> entries = new TreeMap<>();
    final Set<Cid> nodes = new HashSet<>();
    private final Function<Cid, Optional<Slice>> blocks;

    private TreeWalk(Function<Cid, Optional<Slice>> blocks) {
        this.blocks = blocks;
    }

    static TreeWalk of(Cid root, Function<Cid, Optional<Slice>> blocks) {
        TreeWalk walk = new TreeWalk(blocks);
        walk.visit(root);
        return walk;
    }

    private void visit(@Nullable Cid cid) {
        if (cid == null) {
            return;
        }
        nodes.add(cid);
        MstNode node = MstNode.decode(blocks.apply(cid).orElseThrow());
        visit(node.child(0));
        for (int i = 0; i < node.size(); i++) {
            entries.put(new String(node.key(i), StandardCharsets.UTF_8), node.value(i));
            visit(node.child(i + 1));
        }
    }
}
