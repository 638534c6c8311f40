package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Undoes changes on a tree and compares what is left with the tree before. A tree's shape is a function of its entries alone, so
 * the order of undoing decides only which nodes must be at hand, never the result: what one order can prove is proven.
 *
 * @param outcome how it came out
 * @param detail the key in conflict, the node not at hand, or the root arrived at; empty if proven
 * @see <a href="https://atproto.com/specs/sync#commit-validation-mst-operation-inversion">Operation inversion</a>
 */
public record Inversion(Outcome outcome, String detail) {

    /** How undoing came out. */
    public enum Outcome {
        /** The changes are exactly the difference of the two trees. */
        PROVEN,
        /** Every change could be undone, and the tree left is another one. */
        MISMATCH,
        /** The tree contradicts a change: final in any order. */
        CONFLICT,
        /** Whatever the order, a node that is needed is not at hand. */
        INCOMPLETE
    }

    private static final Inversion PROVEN = new Inversion(Outcome.PROVEN, "");

    /**
     * Undoes changes.
     *
     * @param after the tree after the changes, possibly partial
     * @param changes in the order they were made
     * @param before root of the tree before
     */
    public static Inversion of(Mst after, List<Change> changes, Cid before) {
        return of(after, changes, before, new Sha256());
    }

    /** As {@link #of(Mst, List, Cid)}, hashed with the given working space. */
    public static Inversion of(Mst after, List<Change> changes, Cid before, Sha256 sha256) {
        // Producers send what reverse order needs; the other two orders help with those that do not.
        Inversion reversed = attempt(after, reversed(changes), before, sha256);
        if (reversed.outcome != Outcome.INCOMPLETE || changes.size() < 2) {
            return reversed;
        }
        Inversion deletesFirst = attempt(after, deletesFirst(changes), before, sha256);
        if (deletesFirst.outcome != Outcome.INCOMPLETE) {
            return deletesFirst;
        }
        Inversion listed = attempt(after, changes, before, sha256);
        return listed.outcome == Outcome.INCOMPLETE ? reversed : listed;
    }

    /** Undoes changes in the order given, and in no other. */
    static Inversion attempt(Mst after, List<Change> changes, Cid before) {
        return attempt(after, changes, before, new Sha256());
    }

    private static Inversion attempt(Mst after, List<Change> changes, Cid before, Sha256 sha256) {
        try {
            Mst tree = after;
            for (Change change : changes) {
                Cid found = tree.get(change.key()).orElse(null);
                if (!Objects.equals(found, change.after())) {
                    return new Inversion(Outcome.CONFLICT, change.key().toString());
                }
                tree = undone(tree, change.key(), change.before());
            }
            Cid root = tree.root(sha256);
            if (root.equals(before)) {
                return PROVEN;
            }
            // A root that is not at hand may itself only point on to the true one.
            return tree.isRootLoaded()
                    ? new Inversion(Outcome.MISMATCH, "leads to " + root)
                    : new Inversion(Outcome.INCOMPLETE, root.toString());
        } catch (MissingNodeException e) {
            return new Inversion(Outcome.INCOMPLETE, e.cid().toString());
        }
    }

    private static Mst undone(Mst tree, MstKey key, @Nullable Cid before) {
        return before == null ? tree.remove(key) : tree.put(key, before);
    }

    private static List<Change> reversed(List<Change> changes) {
        if (changes.size() < 2) {
            return changes;
        }
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Change> deletesFirst(List<Change> changes) {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing((Change change) -> change.after() != null));
        return sorted;
    }
}
