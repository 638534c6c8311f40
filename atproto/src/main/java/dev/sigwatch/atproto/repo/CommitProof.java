package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.Change;
import dev.sigwatch.atproto.mst.Inversion;
import dev.sigwatch.atproto.mst.MalformedNodeException;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstKey;
import dev.sigwatch.atproto.repo.RepoOperation.Action;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a commit's operations are exactly what separates its tree from the one before: what was written is in the tree, what
 * was deleted is not, and undoing all of it leads to {@code prevData}.
 *
 * @see <a href="https://atproto.com/specs/sync#commit-validation-mst-operation-inversion">Operation inversion</a>
 */
public final class CommitProof {
    private final Function<Cid, @Nullable Slice> blocks;
    private final Cid data;
    private final List<RepoOperation> ops;
    private final List<TreeProblem> problems = new ArrayList<>();
    private final Sha256 sha256 = new Sha256();

    private CommitProof(Function<Cid, @Nullable Slice> blocks, Cid data, List<RepoOperation> ops) {
        this.blocks = blocks;
        this.data = data;
        this.ops = ops;
    }

    /**
     * Checks a commit's tree and operations; never throws for their content.
     *
     * @param blocks a block's true bytes by its CID, null for what the message does not carry
     * @param data root of the signed tree
     * @param prevData root of the tree before, null where the message does not say
     * @param isFirst whether the message says that there was no commit before; without {@code prevData} the tree before is the
     *     empty one then
     * @param ops in the message's order
     * @return what is wrong; empty if all is proven
     */
    public static List<TreeProblem> check(
            Function<Cid, @Nullable Slice> blocks,
            Cid data,
            @Nullable Cid prevData,
            boolean isFirst,
            List<RepoOperation> ops) {
        CommitProof proof = new CommitProof(blocks, data, ops);
        proof.checkShapes();
        proof.checkTree(prevData == null && isFirst ? Mst.EMPTY.root() : prevData);
        return proof.problems;
    }

    private void checkShapes() {
        Set<String> paths = new HashSet<>();
        for (RepoOperation op : ops) {
            String path = op.path().value();
            boolean deletes = op.action() == Action.DELETE;
            if (deletes != (op.cid() == null) || (op.action() == Action.CREATE && op.prev() != null)) {
                found(Kind.OPS_SHAPE, op.action().wireName() + " " + path);
            }
            if (ops.size() > 1 && !paths.add(path)) {
                found(Kind.OPS_DUP_PATH, path);
            }
            if (op.action() == Action.UPDATE && op.cid() != null && op.cid().equals(op.prev())) {
                found(Kind.OPS_NOOP_UPDATE, path);
            }
        }
    }

    private void checkTree(@Nullable Cid before) {
        Mst tree;
        try {
            tree = Mst.load(data, blocks, sha256);
        } catch (MalformedNodeException e) {
            problems.add(TreeProblem.of(e));
            return;
        }
        if (ops.isEmpty()) {
            checkUnchanged(before);
        } else if (!tree.isRootLoaded()) {
            found(Kind.ROOT_MISSING, data.toString());
        } else {
            List<Change> changes = changes();
            if (isForwardTrue(tree, changes)) {
                checkInversion(tree, changes, before);
            }
        }
    }

    /** The root need not be carried where nothing changed. */
    private void checkUnchanged(@Nullable Cid before) {
        if (before == null) {
            found(Kind.INVERSION_UNVERIFIABLE, "no prevData");
        } else if (!before.equals(data)) {
            found(Kind.INVERSION_MISMATCH, "no operations, and another tree than " + before);
        }
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>(ops.size());
        for (RepoOperation op : ops) {
            MstKey key = MstKey.of(sha256, op.path().value());
            changes.add(new Change(key, op.prev(), op.cid()));
        }
        return changes;
    }

    private boolean isForwardTrue(Mst tree, List<Change> changes) {
        boolean isTrue = true;
        for (Change change : changes) {
            try {
                Cid found = tree.get(change.key()).orElse(null);
                if (!Objects.equals(found, change.after())) {
                    found(
                            change.after() == null ? Kind.OPS_STILL_IN_TREE : Kind.OPS_NOT_IN_TREE,
                            change.key().toString());
                    isTrue = false;
                }
            } catch (MissingNodeException e) {
                found(Kind.INCOMPLETE, change.key() + " needs " + e.cid());
                isTrue = false;
            }
        }
        return isTrue;
    }

    private void checkInversion(Mst tree, List<Change> changes, @Nullable Cid before) {
        String missing = before == null ? "no prevData" : missingPrev();
        if (before == null || missing != null) {
            found(Kind.INVERSION_UNVERIFIABLE, Objects.requireNonNullElse(missing, ""));
            return;
        }
        Inversion inversion = Inversion.of(tree, changes, before, sha256);
        switch (inversion.outcome()) {
            case PROVEN -> {}
            case MISMATCH -> found(Kind.INVERSION_MISMATCH, inversion.detail() + ", not to " + before);
            case CONFLICT -> found(Kind.INVERSION_VALUE_CONFLICT, inversion.detail());
            case INCOMPLETE -> found(Kind.INCOMPLETE, "undoing needs " + inversion.detail());
        }
    }

    private @Nullable String missingPrev() {
        for (RepoOperation op : ops) {
            if (op.action() != Action.CREATE && op.prev() == null) {
                return op.action().wireName() + " " + op.path() + " without prev";
            }
        }
        return null;
    }

    private void found(Kind kind, String detail) {
        problems.add(new TreeProblem(kind, detail));
    }
}
