package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Trees with a node that is wrong in itself, under honest signatures. */
final class BadTrees {
    /** The head of a map whose size is in the next byte. */
    private static final byte MAP_WITH_LENGTH = (byte) 0xb8;
    /** The entry {@code "x": null}. */
    private static final byte[] EXTRA_FIELD = {0x61, 'x', (byte) 0xf6};
    /** Tag 42 over 69 bytes, of which the first is 0: a CIDv1 of DRISL with 64 bytes of SHA-512. */
    private static final byte[] SHA_512_LINK = {(byte) 0xd8, 0x2a, 0x58, 0x45, 0, 1, 0x71, 0x13, 0x40};
    /** Bytes of a link as CBOR: tag, head, leading zero, CID. */
    private static final int LINK = 5 + Cid.LENGTH;

    private BadTrees() {}

    static Plan noncanonicalNode() {
        return Plan.violation("The root node has a longer head than need be.", "MST_NODE_SCHEMA", scene -> {
            Tower tower = Tower.ofOne(scene, 1);
            byte[] node = tower.root().encode();
            byte[] longer = new byte[node.length + 1];
            System.arraycopy(node, 0, longer, 1, node.length);
            longer[0] = MAP_WITH_LENGTH;
            longer[1] = 2;
            return tower.frame(longer);
        });
    }

    static Plan extraField() {
        return Plan.violation("The root node has a third field.", "MST_NODE_SCHEMA", scene -> {
            Tower tower = Tower.ofOne(scene, 1);
            byte[] node = tower.root().encode();
            byte[] longer = Arrays.copyOf(node, node.length + EXTRA_FIELD.length);
            System.arraycopy(EXTRA_FIELD, 0, longer, node.length, EXTRA_FIELD.length);
            longer[0]++;
            return tower.frame(longer);
        });
    }

    static Plan prefixBeyondKey() {
        return Plan.violation(
                "A key is said to share more bytes with the key before than that has.", "MST_PREFIX", scene -> {
                    Tower tower = Tower.ofTwo(scene);
                    RawNode root = tower.root();
                    RawNode.Entry second = root.entry(1);
                    return tower.frame(root.with(root.entry(0), second.withPrefix(second.prefix() + 1)));
                });
    }

    static Plan prefixNotLongest() {
        return Plan.violation("A key shares more bytes with the key before than is said.", "MST_PREFIX", scene -> {
            Tower tower = Tower.ofTwo(scene);
            RawNode root = tower.root();
            String second = tower.draft().ops().get(1).path().toString();
            return tower.frame(root.with(root.entry(0), root.entry(1).withKey(second)));
        });
    }

    static Plan keysOutOfOrder() {
        return Plan.violation("Two keys of a node are in the wrong order.", "MST_KEY_ORDER", scene -> {
            Tower tower = Tower.ofTwo(scene);
            RawNode root = tower.root();
            String first = tower.draft().ops().get(0).path().toString();
            String second = tower.draft().ops().get(1).path().toString();
            return tower.frame(
                    root.with(root.entry(0).withKey(second), root.entry(1).withKeyAfter(second, first)));
        });
    }

    static Plan keyIsNoPath() {
        return Plan.violation("The tree has a key that is no repository path.", "MST_KEY_SYNTAX", scene -> {
            CommitDraft draft = scene.draft();
            String key = "no path";
            Mst tree = draft.tree().put(key, draft.records().get(0).cid());
            String path = draft.ops().get(0).path().toString();
            return draft.frameOver(tree.root(), blocks(tree, List.of(path, key)));
        });
    }

    /** Canonical but for its size: all keys lie in the lowest layer, where there is one node. */
    static Plan giantNode() {
        return Plan.violation("A node has 8,193 entries.", "MST_LIMIT", scene -> {
            String prefix = scene.freshPath();
            String path = MinedPaths.inLayer(prefix, 0);
            CommitDraft draft = scene.draft(List.of(scene.postAt(path, "one of many")));
            Cid record = draft.records().get(0).cid();
            SortedMap<String, Cid> entries = new TreeMap<>();
            entries.put(path, record);
            for (int i = 0; entries.size() <= MstNode.MAX_ENTRIES; i++) {
                entries.put(MinedPaths.inLayer(path + "_" + i + "_", 0), record);
            }
            return draft.withTree(Mst.of(entries)).frame();
        });
    }

    static Plan unsupportedRecordCid() {
        return Plan.unproven("The tree names a record by its SHA-512.", "RECORD_CID_UNSUPPORTED", scene -> {
            Tower tower = Tower.ofTwo(scene);
            byte[] node = tower.root().encode();
            byte[] record = tower.draft().records().get(1).data();
            int at = indexOf(node, tower.root().entry(1).value().bytes()) + Cid.LENGTH - LINK;
            byte[] digest = sha512(record);
            byte[] other = new byte[node.length - LINK + SHA_512_LINK.length + digest.length];
            System.arraycopy(node, 0, other, 0, at);
            System.arraycopy(SHA_512_LINK, 0, other, at, SHA_512_LINK.length);
            System.arraycopy(digest, 0, other, at + SHA_512_LINK.length, digest.length);
            int tail = at + SHA_512_LINK.length + digest.length;
            System.arraycopy(node, at + LINK, other, tail, other.length - tail);
            return tower.frame(other);
        });
    }

    static Plan missingNode() {
        return Plan.unproven(
                "A node on the way to a created record is not among the blocks.", "PROOF_INCOMPLETE", scene -> {
                    String top = MinedPaths.inLayer(scene.freshPath(), Tower.height(scene) + 2);
                    String deep = MinedPaths.inLayer(scene.freshPath(), 0);
                    CommitDraft draft =
                            scene.draft(List.of(scene.postAt(top, "on top"), scene.postAt(deep, "deep down")));
                    Cid leaf = leaf(draft.tree(), deep);
                    return draft.frameOver(
                            draft.tree().root(),
                            draft.proof().stream()
                                    .filter(node -> !node.cid().equals(leaf))
                                    .toList());
                });
    }

    static Plan missingRoot() {
        return Plan.unproven("The tree's root is not among the blocks.", "PROOF_ROOT_MISSING", scene -> {
            CommitDraft draft = scene.draft();
            Cid root = draft.tree().root();
            return draft.frameOver(
                    root,
                    draft.proof().stream()
                            .filter(node -> !node.cid().equals(root))
                            .toList());
        });
    }

    /** The node that has a key of the tree. */
    private static Cid leaf(Mst tree, String path) {
        Cid last = null;
        for (Cid cid : tree.path(path).keySet()) {
            last = cid;
        }
        return Objects.requireNonNull(last);
    }

    private static List<Block> blocks(Mst tree, List<String> keys) {
        return tree.proofBlocks(keys).entrySet().stream()
                .map(node -> new Block(node.getKey(), node.getValue()))
                .toList();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
