package dev.sigwatch.standalone.redact;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MstNode;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Evidence without the contents of certain records: an archive of the signed commit, the tree nodes, and the records that stay. Who
 * signed, what the tree was, and that it held a record with this hash can still be checked by anybody; only what hashes to it is gone.
 *
 * <p>Blocks are kept by what is known of them, not dropped by it: what a hostile message carries besides goes, too.
 */
public final class RedactedEvidence {
    /** The kind of such evidence: an archive, whatever it was before. */
    public static final String KIND = "redacted";

    private static final String FRAME = "frame";

    private final Set<Cid> kept = new HashSet<>();
    private final Set<Cid> staying = new HashSet<>();
    private final Set<Cid> going = new HashSet<>();
    private final Car car;
    private final Predicate<String> isGoing;

    private RedactedEvidence(Car car, Predicate<String> isGoing) {
        this.car = car;
        this.isGoing = isGoing;
    }

    /**
     * Takes contents out of an item of evidence.
     *
     * @param kind of the item: {@code frame}, a message of the stream; otherwise an archive
     * @param isGoing whether the contents of the record at a path have to go
     * @return the new bytes; empty if nothing in it has to go. They have no length where the item cannot be read: what cannot be
     *     told apart goes as a whole
     */
    public static Optional<byte[]> of(String kind, byte[] evidence, Predicate<String> isGoing) {
        try {
            return kind.equals(FRAME)
                    ? frame(evidence, isGoing)
                    : archive(Car.read(evidence), null, List.of(), isGoing);
        } catch (MalformedException e) {
            return evidence.length == 0 ? Optional.empty() : Optional.of(new byte[0]);
        }
    }

    private static Optional<byte[]> frame(byte[] evidence, Predicate<String> isGoing) {
        RepoEvent event = FrameDecoder.decode(evidence).event();
        if (event == null) {
            return evidence.length == 0 ? Optional.empty() : Optional.of(new byte[0]);
        }
        if (event instanceof RepoEvent.Commit commit) {
            return archive(read(commit.blocks()), commit.commit(), commit.ops(), isGoing);
        }
        if (event instanceof RepoEvent.Sync sync) {
            return archive(read(sync.blocks()), null, List.of(), isGoing);
        }
        return Optional.empty();
    }

    private static Car read(Slice blocks) {
        return Car.read(blocks.buf(), blocks.offset(), blocks.length());
    }

    private static Optional<byte[]> archive(
            Car car, @Nullable Cid commit, List<RepoOperation> ops, Predicate<String> isGoing) {
        Cid root = commit == null ? car.roots().get(0) : commit;
        RedactedEvidence redacted = new RedactedEvidence(car, isGoing);
        redacted.collect(root, ops);
        List<Block> blocks = new ArrayList<>();
        for (Cid cid : car.cids()) {
            if (redacted.kept.contains(cid)) {
                car.block(cid).ifPresent(bytes -> blocks.add(new Block(cid, bytes.toBytes())));
            }
        }
        return car.hashMismatches().isEmpty() && redacted.kept.containsAll(car.cids())
                ? Optional.empty()
                : Optional.of(CarWriter.write(List.of(root), blocks));
    }

    private void collect(Cid root, List<RepoOperation> ops) {
        car.block(root).ifPresent(block -> {
            kept.add(root);
            Commit commit = CommitReader.read(block.buf(), block.offset(), block.length())
                    .commit();
            if (commit != null) {
                collectTree(commit.data());
            }
        });
        for (RepoOperation op : ops) {
            if (op.cid() != null) {
                leads(op.path() + "", op.cid());
            }
        }
        staying.removeAll(going);
        kept.addAll(staying);
    }

    private void collectTree(Cid top) {
        Deque<Cid> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Cid cid = open.pop();
            MstNode node = kept.contains(cid)
                    ? null
                    : car.block(cid).map(RedactedEvidence::node).orElse(null);
            if (node == null) {
                continue;
            }
            kept.add(cid);
            for (int i = 0; i <= node.size(); i++) {
                Cid child = node.child(i);
                if (child != null) {
                    open.push(child);
                }
                if (i < node.size()) {
                    leads(new String(node.key(i), StandardCharsets.UTF_8), node.value(i));
                }
            }
        }
    }

    private static @Nullable MstNode node(Slice block) {
        try {
            return MstNode.decode(block);
        } catch (MalformedException noNode) {
            return null;
        }
    }

    private void leads(String path, Cid record) {
        (isGoing.test(path) ? going : staying).add(record);
    }
}
