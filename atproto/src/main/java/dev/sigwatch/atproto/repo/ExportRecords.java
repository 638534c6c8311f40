package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MstNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the entries under a prefix in an exported tree that was walked before, reading only nodes that may lead to one. */
final class ExportRecords {
    private final ExportBlocks blocks;
    private final byte[] prefix;
    private final Visitor visitor;
    private final List<Block> path = new ArrayList<>();

    /** Takes an entry. */
    interface Visitor {
        /** Takes an entry and the nodes that lead to it, root first. */
        void visit(List<Block> path, byte[] key, Cid record) throws IOException;
    }

    private ExportRecords(ExportBlocks blocks, String prefix, Visitor visitor) {
        this.blocks = blocks;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.visitor = visitor;
    }

    static void visit(ExportBlocks blocks, Cid root, String prefix, Visitor visitor) throws IOException {
        new ExportRecords(blocks, prefix, visitor).visit(root);
    }

    private void visit(@Nullable Cid cid) throws IOException {
        if (cid == null) {
            return;
        }
        byte[] bytes = blocks.read(cid);
        MstNode node = MstNode.decode(bytes);
        path.add(new Block(cid, bytes));
        int side = -1;
        for (int i = 0; i < node.size() && side <= 0; i++) {
            byte[] key = node.key(i);
            side = side(key);
            if (side >= 0) {
                visit(node.child(i));
            }
            if (side == 0) {
                visitor.visit(Collections.unmodifiableList(path), key, node.value(i));
            }
        }
        if (side <= 0) {
            visit(node.child(node.size()));
        }
        path.remove(path.size() - 1);
    }

    /** Whether a key comes before all that have the prefix (-1), has it (0), or comes after them (1). */
    private int side(byte[] key) {
        int length = Math.min(key.length, prefix.length);
        return Integer.signum(Arrays.compareUnsigned(key, 0, length, prefix, 0, prefix.length));
    }
}
