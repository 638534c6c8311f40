package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.MalformedNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstNode;
import dev.sigwatch.atproto.mst.RootBuilder;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks an exported tree once, in the order of its keys, holding each node to the rules of the tree and building the tree anew
 * from the entries alone. The walk ends at the first node that breaks a rule, so no node with keys is ever read twice: the
 * second time, its keys would not be where they belong. Missing blocks do not end it.
 */
final class ExportWalk {
    /** Bytes of a node or a record: more than any commit on the stream could carry. */
    static final int MAX_BLOCK = 2 << 20;

    /** Bytes of the keys in all nodes from the root to one: prefixes make keys of next to nothing. */
    static final int MAX_OPEN_KEYS = 16 << 20;

    private static final int ROOT = -1;

    private final ExportBlocks blocks;
    private final ProblemList problems;
    private final Sha256 sha256 = new Sha256();
    private final RootBuilder rebuilt = new RootBuilder();
    private boolean isWhole = true;
    private int openKeys;
    private long nodes;
    private long records;

    ExportWalk(ExportBlocks blocks, ProblemList problems) {
        this.blocks = blocks;
        this.problems = problems;
    }

    /** Returns the root of the tree as it was built anew; null if not every entry could be read. */
    @Nullable
    Cid walk(Cid data) throws IOException {
        if (!blocks.has(data)) {
            problems.add(Kind.ROOT_MISSING, data.toString());
            return null;
        }
        if (!visit(data, ROOT, null, null) || !isWhole) {
            return null;
        }
        Cid root = rebuilt.root();
        if (!root.equals(data)) {
            problems.add(Kind.REBUILT_ROOT, root.toString());
        }
        return root;
    }

    /** Returns the number of nodes that were read. */
    long nodes() {
        return nodes;
    }

    /** Returns the number of entries that were read. */
    long records() {
        return records;
    }

    /** Visits what lies below a link, between two keys; returns whether to go on. */
    private boolean visit(Cid cid, int expectedHeight, byte @Nullable [] low, byte @Nullable [] high)
            throws IOException {
        if (!blocks.has(cid)) {
            problems.add(Kind.INCOMPLETE, cid.toString());
            isWhole = false;
            return true;
        }
        if (blocks.length(cid) > MAX_BLOCK) {
            return stop(Kind.LIMIT, cid, "longer than " + MAX_BLOCK + " bytes");
        }
        MstNode node;
        int height;
        try {
            node = MstNode.decode(blocks.read(cid));
            height = node.height(sha256);
        } catch (MalformedNodeException broken) {
            return stop(TreeProblem.of(broken).kind(), cid, broken.rule());
        } catch (MalformedException broken) {
            return stop(Kind.NODE_SCHEMA, cid, broken.rule());
        }
        nodes++;
        if (node.size() == 0) {
            return visitPointer(cid, node.child(0), expectedHeight, low, high);
        }
        if (height > Mst.MAX_HEIGHT) {
            return stop(Kind.LIMIT, cid, "higher than " + Mst.MAX_HEIGHT);
        }
        if (expectedHeight != ROOT && height != expectedHeight) {
            return stop(Kind.DEPTH, cid, "keys of another layer");
        }
        boolean afterLow = low == null || Arrays.compareUnsigned(low, node.key(0)) < 0;
        boolean beforeHigh = high == null || Arrays.compareUnsigned(node.key(node.size() - 1), high) < 0;
        if (!afterLow || !beforeHigh) {
            return stop(Kind.RANGE, cid, "keys outside those around the link");
        }
        return visitEntries(cid, node, height, low, high);
    }

    private boolean visitPointer(
            Cid cid, @Nullable Cid child, int height, byte @Nullable [] low, byte @Nullable [] high)
            throws IOException {
        if (height == ROOT) {
            return child == null || stop(Kind.POINTER_ROOT, cid, "root without keys");
        }
        if (child == null) {
            return stop(Kind.EMPTY_NODE, cid, "neither keys nor a child");
        }
        return visitChild(cid, child, height, low, high);
    }

    private boolean visitEntries(Cid cid, MstNode node, int height, byte @Nullable [] low, byte @Nullable [] high)
            throws IOException {
        int keyBytes = 0;
        for (int i = 0; i < node.size(); i++) {
            keyBytes += node.key(i).length;
        }
        openKeys += keyBytes;
        if (openKeys > MAX_OPEN_KEYS) {
            return stop(Kind.LIMIT, cid, "too many bytes of keys");
        }
        byte[] before = low;
        for (int i = 0; i < node.size(); i++) {
            byte[] key = node.key(i);
            if (!visitChild(cid, node.child(i), height, before, key)) {
                return false;
            }
            visitEntry(key, node.value(i));
            before = key;
        }
        boolean goOn = visitChild(cid, node.child(node.size()), height, before, high);
        openKeys -= keyBytes;
        return goOn;
    }

    private boolean visitChild(
            Cid parent, @Nullable Cid child, int height, byte @Nullable [] low, byte @Nullable [] high)
            throws IOException {
        if (child == null) {
            return true;
        }
        return height == 0
                ? stop(Kind.DEPTH, parent, "child below the lowest layer")
                : visit(child, height - 1, low, high);
    }

    private void visitEntry(byte[] key, Cid record) {
        records++;
        String path = new String(key, StandardCharsets.UTF_8);
        if (RepoPath.tryParse(path).isEmpty()) {
            problems.add(Kind.KEY_SYNTAX, printable(path));
        }
        if (!blocks.has(record)) {
            problems.add(Kind.RECORD_MISSING, printable(path));
        } else if (blocks.length(record) > MAX_BLOCK) {
            problems.add(Kind.LIMIT, printable(path));
        }
        if (isWhole) {
            rebuilt.add(key, record);
        }
    }

    private boolean stop(Kind kind, Cid node, String rule) {
        problems.add(kind, rule + ": " + node);
        return false;
    }

    private static String printable(String key) {
        return key.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
