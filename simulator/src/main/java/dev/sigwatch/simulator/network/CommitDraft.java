package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A commit about to be made: everything that goes into its frame, still open to be got wrong.
 *
 * @param since revision of the commit before, null for the first
 * @param prevData tree root before, null for the first
 * @param tree the tree after
 * @param records blocks of the records created and updated
 * @param seq sequence number of the frame
 * @param time the host's clock, as the frame gives it
 */
record CommitDraft(
        Did did,
        Tid rev,
        @Nullable Tid since,
        @Nullable Cid prevData,
        Mst tree,
        List<RepoOperation> ops,
        List<Block> records,
        PrivateKey key,
        long seq,
        String time) {

    /** The honest frame. */
    byte[] frame() {
        return frame(commitBlock());
    }

    /** The frame around another commit block. */
    byte[] frame(Block commit) {
        return frame(commit.cid(), List.of(commit.cid()), blocks(commit));
    }

    /** The frame around any blocks. */
    byte[] frame(Cid commit, List<Cid> roots, List<Block> blocks) {
        return frame(event(commit, CarWriter.write(roots, blocks)));
    }

    byte[] frame(RepoEvent.Commit event) {
        return FrameEncoder.encode(event, seq, time);
    }

    RepoEvent.Commit event(Cid commit, byte[] blocks) {
        return new RepoEvent.Commit(did, rev, since, commit, Slice.of(blocks), ops, ops.size(), prevData, false, false);
    }

    /** The frame of a commit over any tree, of which it carries these nodes. */
    byte[] frameOver(Cid data, List<Block> nodes) {
        Block commit = Block.ofDagCbor(Commit.sign(did, data, rev, key).toBytes());
        List<Block> blocks = new ArrayList<>();
        blocks.add(commit);
        blocks.addAll(nodes);
        blocks.addAll(records);
        return frame(commit.cid(), List.of(commit.cid()), blocks);
    }

    Commit signed() {
        return Commit.sign(did, tree.root(), rev, key);
    }

    Block commitBlock() {
        return Block.ofDagCbor(signed().toBytes());
    }

    /** The commit, the tree nodes with which its operations can be undone, and the records. */
    List<Block> blocks(Block commit) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(commit);
        blocks.addAll(proof());
        blocks.addAll(records);
        return blocks;
    }

    List<Block> proof() {
        List<String> paths = ops.stream().map(op -> op.path().toString()).toList();
        List<Block> blocks = new ArrayList<>();
        tree.proofBlocks(paths).forEach((cid, node) -> blocks.add(new Block(cid, node)));
        return blocks;
    }

    CommitDraft withDid(Did other) {
        return new CommitDraft(other, rev, since, prevData, tree, ops, records, key, seq, time);
    }

    CommitDraft withRev(Tid other) {
        return new CommitDraft(did, other, since, prevData, tree, ops, records, key, seq, time);
    }

    CommitDraft withPrevData(@Nullable Cid other) {
        return new CommitDraft(did, rev, since, other, tree, ops, records, key, seq, time);
    }

    CommitDraft withTree(Mst other) {
        return new CommitDraft(did, rev, since, prevData, other, ops, records, key, seq, time);
    }

    CommitDraft withOps(List<RepoOperation> other) {
        return new CommitDraft(did, rev, since, prevData, tree, other, records, key, seq, time);
    }

    /** With the first operation changed. */
    CommitDraft withOp(UnaryOperator<RepoOperation> change) {
        List<RepoOperation> changed = new ArrayList<>(ops);
        changed.set(0, change.apply(ops.get(0)));
        return withOps(changed);
    }

    CommitDraft withKey(PrivateKey other) {
        return new CommitDraft(did, rev, since, prevData, tree, ops, records, other, seq, time);
    }

    CommitDraft withSeq(long other) {
        return new CommitDraft(did, rev, since, prevData, tree, ops, records, key, other, time);
    }
}
