package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MalformedNodeException;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.RepoOperation.Action;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One commit as a fuzzer says, with what must be true of the result. */
final class FuzzedCommit {
    private FuzzedCommit() {}

    static void check(FuzzedDataProvider data) {
        if (data.consumeBoolean()) {
            honestTree(data);
        } else {
            anyTree(data);
        }
    }

    /** A true tree of which some nodes are at hand, true or false operations, the true or another tree before. */
    private static void honestTree(FuzzedDataProvider data) {
        long mask = data.consumeLong() & (data.consumeBoolean() ? -1 : data.consumeLong());
        SortedMap<String, Cid> before = FuzzForest.entries(mask, data.consumeLong());
        SortedMap<String, Cid> after = new TreeMap<>(before);
        List<RepoOperation> ops = new ArrayList<>();
        for (int left = data.consumeInt(0, 8); left > 0; left--) {
            String key = key(data);
            Cid value = data.consumeInt(0, 2) == 0 ? null : value(data);
            Cid old = value == null ? after.remove(key) : after.put(key, value);
            if (ops.stream().noneMatch(op -> op.path().value().equals(key))) {
                add(ops, key, value, old);
            }
        }
        boolean isTrue = isDifference(before, after, ops);
        if (data.consumeInt(0, 3) == 0) {
            addAny(data, ops);
            isTrue = false;
        }
        Mst tree = Mst.of(after);
        Map<Cid, Slice> blocks = new HashMap<>();
        List<String> keys = ops.stream().map(op -> op.path().value()).toList();
        Map<Cid, byte[]> carried = data.consumeBoolean() ? tree.nodes() : tree.proofBlocks(keys);
        carried.forEach((cid, bytes) -> blocks.put(cid, Slice.of(bytes)));
        for (int left = data.consumeInt(0, 3); left > 0 && !carried.isEmpty(); left--) {
            blocks.remove(List.copyOf(carried.keySet()).get(data.consumeInt(0, carried.size() - 1)));
            isTrue = false;
        }
        Cid prevData = data.consumeInt(0, 4) == 0
                ? Mst.of(FuzzForest.entries(data.consumeLong(), data.consumeLong()))
                        .root()
                : Mst.of(before).root();
        List<TreeProblem> problems = CommitProof.check(blocks::get, tree.root(), prevData, false, ops);
        if (isTrue && prevData.equals(Mst.of(before).root())) {
            assertThat(problems).isEmpty();
        }
        if (problems.isEmpty()) {
            requireProven(after, prevData, ops);
        }
    }

    /** Any nodes, linked in any way. */
    private static void anyTree(FuzzedDataProvider data) {
        FuzzForest forest = new FuzzForest(data);
        Map<Cid, Slice> blocks = new HashMap<>();
        forest.blocks.forEach(block -> blocks.put(block.cid(), Slice.of(block.data())));
        List<RepoOperation> ops = new ArrayList<>();
        for (int left = data.consumeInt(0, 8); left > 0; left--) {
            addAny(data, ops);
        }
        Cid root = forest.any();
        Cid prevData = data.consumeBoolean() ? Mst.EMPTY.root() : forest.any();
        List<TreeProblem> problems = CommitProof.check(blocks::get, root, prevData, data.consumeBoolean(), ops);
        try {
            SortedMap<String, Cid> entries =
                    new TreeMap<>(Mst.load(root, blocks::get).entries());
            assertThat(Mst.of(entries).root()).isEqualTo(root);
            if (problems.isEmpty()) {
                requireProven(entries, prevData, ops);
            }
        } catch (MalformedNodeException malformed) {
            assertThat(problems).isNotEmpty();
        } catch (MissingNodeException partial) {
            // Nothing can be said about the whole.
        }
    }

    private static void requireProven(SortedMap<String, Cid> after, Cid prevData, List<RepoOperation> ops) {
        SortedMap<String, Cid> undone = new TreeMap<>(after);
        for (RepoOperation op : ops) {
            assertThat(after.get(op.path().value())).isEqualTo(op.cid());
            if (op.prev() == null) {
                undone.remove(op.path().value());
            } else {
                undone.put(op.path().value(), op.prev());
            }
        }
        assertThat(Mst.of(undone).root()).isEqualTo(prevData);
    }

    private static boolean isDifference(
            SortedMap<String, Cid> before, SortedMap<String, Cid> after, List<RepoOperation> ops) {
        SortedMap<String, Cid> changed = new TreeMap<>(before);
        for (RepoOperation op : ops) {
            if (op.cid() == null) {
                changed.remove(op.path().value());
            } else {
                changed.put(op.path().value(), op.cid());
            }
            if (op.cid() != null && op.cid().equals(op.prev())) {
                return false;
            }
        }
        return changed.equals(after);
    }

    private static void addAny(FuzzedDataProvider data, List<RepoOperation> ops) {
        Cid value = data.consumeBoolean() ? value(data) : null;
        Cid prev = data.consumeBoolean() ? value(data) : null;
        Action action = data.pickValue(Action.values());
        ops.add(new RepoOperation(action, RepoPath.parse(key(data)), value, prev));
    }

    private static void add(List<RepoOperation> ops, String key, @Nullable Cid value, @Nullable Cid old) {
        if (value == null && old == null) {
            return;
        }
        Action action = value == null ? Action.DELETE : old == null ? Action.CREATE : Action.UPDATE;
        ops.add(new RepoOperation(action, RepoPath.parse(key), value, old));
    }

    private static String key(FuzzedDataProvider data) {
        return FuzzForest.KEYS.get(data.consumeInt(0, FuzzForest.KEYS.size() - 1));
    }

    private static Cid value(FuzzedDataProvider data) {
        return FuzzForest.VALUES[data.consumeInt(0, 1)];
    }
}
