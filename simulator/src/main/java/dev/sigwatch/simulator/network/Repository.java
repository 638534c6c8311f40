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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An account's records and where its history stands. A draft changes nothing until it is accepted. */
final class Repository {
    private final Did did;
    private Mst tree = Mst.EMPTY;
    private @Nullable Tid rev;
    private @Nullable Block head;

    Repository(Did did) {
        this.did = did;
    }

    /** Replaces an empty repository by one that has had these records, and a commit, before anyone listened. */
    void load(List<Write> writes, Tid at) {
        TreeMap<String, Cid> entries = new TreeMap<>();
        for (Write write : writes) {
            if (write.record() != null) {
                entries.put(write.path().toString(), write.record().cid());
            }
        }
        tree = Mst.of(entries);
        rev = at;
    }

    Mst tree() {
        return tree;
    }

    /** Revision of the last commit, null before the first. */
    @Nullable
    Tid rev() {
        return rev;
    }

    CommitDraft draft(List<Write> writes, Tid next, PrivateKey key, long seq, String time) {
        Mst after = tree;
        List<RepoOperation> ops = new ArrayList<>();
        List<Block> records = new ArrayList<>();
        for (Write write : writes) {
            String path = write.path().toString();
            Cid before = after.get(path).orElse(null);
            Block record = write.record();
            if (record == null) {
                if (before == null) {
                    throw new IllegalArgumentException("no record " + path + " to delete in " + did);
                }
                after = after.remove(path);
                ops.add(new RepoOperation(RepoOperation.Action.DELETE, write.path(), null, before));
            } else {
                after = after.put(path, record.cid());
                records.add(record);
                ops.add(new RepoOperation(
                        before == null ? RepoOperation.Action.CREATE : RepoOperation.Action.UPDATE,
                        write.path(),
                        record.cid(),
                        before));
            }
        }
        return new CommitDraft(did, next, rev, rev == null ? null : tree.root(), after, ops, records, key, seq, time);
    }

    /** Takes a draft, and the commit block that was made of it, as the new state. */
    void accept(CommitDraft draft, Block commit) {
        tree = draft.tree();
        rev = draft.rev();
        head = commit;
    }

    /** The current commit, signed with {@code key} if it never went through here. */
    Block head(PrivateKey key) {
        if (rev == null) {
            throw new IllegalStateException(did + " has never committed");
        }
        return head != null
                ? head
                : Block.ofDagCbor(Commit.sign(did, tree.root(), rev, key).toBytes());
    }
}
