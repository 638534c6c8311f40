package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of an account, position by position of the log, so that its host can be asked for any moment. It costs little: the
 * state before the stream, and the frames themselves, from which the rest is rebuilt when asked for. Safe for use by several
 * threads.
 */
final class History {
    private final Did did;
    private final List<SentFrame> commits = new ArrayList<>();
    private final List<Status> statuses = new ArrayList<>();
    private @Nullable Base base;

    /** The repository before the stream. Its posts are made again when needed; nothing of them is kept. */
    private record Base(Mst tree, Tid rev, PrivateKey key, Map<Cid, Block> kept) {}

    /** The account's status from a position on, empty while active. */
    private record Status(long position, String status) {}

    History(Did did) {
        this.did = did;
    }

    /**
     * Says what the repository was before the stream.
     *
     * @param key that signed its commit
     * @param kept records that are no {@linkplain Chance#oldPost old posts}
     */
    synchronized void begin(Mst tree, Tid rev, PrivateKey key, List<Block> kept) {
        base = new Base(tree, rev, key, kept.stream().collect(Collectors.toMap(Block::cid, block -> block)));
    }

    /** Adds a commit that the account's repository went through, whether the relay shows it or not. */
    synchronized void committed(SentFrame commit) {
        commits.add(commit);
    }

    /** A history of its own with the same past. */
    synchronized History fork() {
        History fork = new History(did);
        fork.base = base;
        fork.commits.addAll(commits);
        fork.statuses.addAll(statuses);
        return fork;
    }

    synchronized void status(long position, String status) {
        statuses.add(new Status(position, status));
    }

    /** The account's status at a position, empty while active. */
    synchronized String statusAt(long position) {
        String current = "";
        for (Status status : statuses) {
            if (status.position <= position) {
                current = status.status;
            }
        }
        return current;
    }

    /** The repository at a position, null if it had no commit yet. */
    @Nullable
    Export at(long position) {
        Base from = base();
        List<SentFrame> since = commitsUpTo(position);
        if (from == null && since.isEmpty()) {
            return null;
        }
        Mst tree = from == null ? Mst.EMPTY : from.tree;
        Map<Cid, Slice> fresh = new HashMap<>();
        Block head = null;
        Tid rev = from == null ? null : from.rev;
        for (SentFrame frame : since) {
            RepoEvent.Commit event = (RepoEvent.Commit)
                    Objects.requireNonNull(FrameDecoder.decode(frame.bytes()).event());
            Car car = Car.read(
                    event.blocks().buf(),
                    event.blocks().offset(),
                    event.blocks().length());
            for (RepoOperation op : event.ops()) {
                String path = op.path().toString();
                Cid cid = op.cid();
                tree = cid == null ? tree.remove(path) : tree.put(path, cid);
                if (cid != null) {
                    fresh.put(cid, car.block(cid).orElseThrow());
                }
            }
            head = new Block(
                    event.commit(), car.block(event.commit()).orElseThrow().toBytes());
            rev = event.rev();
        }
        Tid current = Objects.requireNonNull(rev);
        return Export.honest(
                did,
                current,
                head == null ? signed(Objects.requireNonNull(from)) : head,
                tree,
                (path, cid) -> record(path, cid, fresh, from));
    }

    private synchronized @Nullable Base base() {
        return base;
    }

    private synchronized List<SentFrame> commitsUpTo(long position) {
        int count = 0;
        while (count < commits.size() && commits.get(count).position() <= position) {
            count++;
        }
        return List.copyOf(commits.subList(0, count));
    }

    private Block signed(Base from) {
        return Block.ofDagCbor(
                Commit.sign(did, from.tree.root(), from.rev, from.key).toBytes());
    }

    private static Block record(String path, Cid cid, Map<Cid, Slice> fresh, @Nullable Base from) {
        Slice written = fresh.get(cid);
        if (written != null) {
            return new Block(cid, written.toBytes());
        }
        Block kept = from == null ? null : from.kept.get(cid);
        Block block = kept != null ? kept : oldPost(path);
        if (block == null || !block.cid().equals(cid)) {
            throw new IllegalStateException("the record of " + path + " was not kept");
        }
        return block;
    }

    private static @Nullable Block oldPost(String path) {
        return Chance.oldPost(Tid.parse(RepoPath.parse(path).rkey().value())).record();
    }
}
