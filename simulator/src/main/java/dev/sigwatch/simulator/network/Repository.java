package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An account's records and where its history stands. A draft changes nothing until it is accepted. */
final class Repository {
    private final Did did;
    private State state = new State(Mst.EMPTY, null, null);
    private State before = state;

    /** Where a history stands; without a revision, nowhere yet. */
    record State(Mst tree, @Nullable Tid rev, @Nullable Block head) {}

    Repository(Did did) {
        this.did = did;
    }

    /** Replaces an empty repository by one that has had these records, and a commit, before anyone listened. */
    void load(SortedMap<String, Cid> entries, Tid at) {
        state = new State(Mst.of(entries), at, null);
        before = state;
    }

    Mst tree() {
        return state.tree;
    }

    boolean has(String path) {
        return state.tree.get(path).isPresent();
    }

    /** Revision of the last commit, null before the first. */
    @Nullable
    Tid rev() {
        return state.rev;
    }

    CommitDraft draft(List<Write> writes, Tid next, PrivateKey key, long seq, String time) {
        return draft(state, writes, next, key, seq, time);
    }

    /** A draft on the state before the last commit, as if that had never been made. */
    CommitDraft draftBesideLast(List<Write> writes, Tid next, PrivateKey key, long seq, String time) {
        return draft(before, writes, next, key, seq, time);
    }

    private CommitDraft draft(State on, List<Write> writes, Tid next, PrivateKey key, long seq, String time) {
        Mst after = on.tree;
        List<RepoOperation> ops = new ArrayList<>();
        List<Block> records = new ArrayList<>();
        for (Write write : writes) {
            String path = write.path().toString();
            Cid old = after.get(path).orElse(null);
            Block record = write.record();
            if (record == null) {
                if (old == null) {
                    throw new IllegalArgumentException("no record " + path + " to delete in " + did);
                }
                after = after.remove(path);
                ops.add(new RepoOperation(RepoOperation.Action.DELETE, write.path(), null, old));
            } else {
                after = after.put(path, record.cid());
                records.add(record);
                ops.add(new RepoOperation(
                        old == null ? RepoOperation.Action.CREATE : RepoOperation.Action.UPDATE,
                        write.path(),
                        record.cid(),
                        old));
            }
        }
        Cid prevData = on.rev == null ? null : on.tree.root();
        return new CommitDraft(did, next, on.rev, prevData, after, ops, records, key, seq, time);
    }

    /** Where the history stands now, to come back to. */
    State mark() {
        return state;
    }

    /** Goes back to where the history stood, as if nothing had come since. */
    void backTo(State mark) {
        state = mark;
        before = mark;
    }

    /** Takes a draft, and the commit block that was made of it, as the new state. */
    void accept(CommitDraft draft, Block commit) {
        before = state;
        state = new State(draft.tree(), draft.rev(), commit);
    }

    /** The current commit, signed with {@code key} if it never went through here. */
    Block head(PrivateKey key) {
        Tid rev = state.rev;
        if (rev == null) {
            throw new IllegalStateException(did + " has never committed");
        }
        Block head = state.head;
        return head != null
                ? head
                : Block.ofDagCbor(Commit.sign(did, state.tree.root(), rev, key).toBytes());
    }
}
