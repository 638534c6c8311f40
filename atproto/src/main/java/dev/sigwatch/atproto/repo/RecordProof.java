package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MalformedNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstNode;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A portable proof that a commit's tree holds certain records: an archive of the signed commit, the nodes on the paths to them,
 * and the records. {@code com.atproto.sync.getRecord} answers with one. All is checked here but the signature, for which the
 * caller has the key: {@code SignatureVerifier} over {@link Commit#digest()}.
 *
 * <p>An archive does not say which path it is about, so every record block that the tree leads to is proven; blocks it does not
 * lead to are ignored.
 *
 * @param commitCid root of the archive; null if the archive cannot be read
 * @param commit null if it cannot be read, see {@code commitProblems}
 * @param commitProblems what is wrong with the commit; empty if nothing, or if there is none
 * @param problems what is wrong with the archive and the part of the tree that it has; empty if nothing
 * @param tree the part of the tree that the archive has, with which {@link Mst#get(String)} also proves that a path has no
 *     record; null if there are problems
 * @param records what is proven if the signature holds, in the order of the tree; empty if there are problems
 * @see <a href="https://atproto.com/specs/sync">Sync specification</a>
 */
public record RecordProof(
        @Nullable Cid commitCid,
        @Nullable Commit commit,
        Set<CommitProblem> commitProblems,
        List<TreeProblem> problems,
        @Nullable Mst tree,
        List<Proven> records) {

    /**
     * A record that the tree has.
     *
     * @param block the record's bytes, which its CID was checked against
     */
    public record Proven(RepoPath path, Cid cid, Slice block) {}

    /**
     * Writes a proof.
     *
     * @param commitBlock the signed commit, whose {@code data} is the tree's root
     * @param tree which has the path and every node on the way to it
     * @param record the record's block
     * @throws IllegalArgumentException if the tree does not have the path
     * @throws dev.sigwatch.atproto.mst.MissingNodeException if the tree lacks a node on the way
     */
    public static byte[] write(byte[] commitBlock, Mst tree, RepoPath path, byte[] record) {
        Cid cid = tree.get(path.value()).orElseThrow(() -> new IllegalArgumentException("no record at " + path));
        Block commit = Block.ofDagCbor(commitBlock);
        List<Block> blocks = new ArrayList<>();
        blocks.add(commit);
        tree.path(path.value()).forEach((node, bytes) -> blocks.add(new Block(node, bytes)));
        blocks.add(new Block(cid, record));
        return CarWriter.write(List.of(commit.cid()), blocks);
    }

    /** Reads a proof; never throws for its content. Its length is the caller's to bound. */
    public static RecordProof read(byte[] bytes) {
        ProblemList problems = new ProblemList();
        Car car;
        try {
            car = Car.read(bytes);
        } catch (MalformedException unreadable) {
            problems.add(Kind.CAR, unreadable.rule());
            return without(null, problems);
        }
        car.hashMismatches().forEach(cid -> problems.add(Kind.HASH_MISMATCH, cid.toString()));
        Cid root = car.roots().get(0);
        Slice block = car.block(root).orElse(null);
        if (root.codec() != Cid.Codec.DAG_CBOR || block == null) {
            problems.add(Kind.CAR, "no commit at the root " + root);
            return without(root, problems);
        }
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        Cid data = reading.data();
        Mst tree = data == null ? null : load(car, data, problems);
        List<Proven> records = new ArrayList<>();
        if (data != null && tree != null) {
            collect(car, data, records);
        }
        return new RecordProof(root, reading.commit(), reading.problems(), problems.list(), tree, records);
    }

    private static RecordProof without(@Nullable Cid root, ProblemList problems) {
        return new RecordProof(root, null, EnumSet.noneOf(CommitProblem.class), problems.list(), null, List.of());
    }

    private static @Nullable Mst load(Car car, Cid data, ProblemList problems) {
        try {
            Mst tree = Mst.load(data, cid -> car.block(cid).orElse(null));
            if (!tree.isRootLoaded()) {
                problems.add(Kind.ROOT_MISSING, data.toString());
            }
            return problems.list().isEmpty() ? tree : null;
        } catch (MalformedNodeException broken) {
            problems.add(TreeProblem.of(broken));
            return null;
        }
    }

    /** Collects the records below a node of a tree that was found in order. */
    private static void collect(Car car, Cid cid, List<Proven> records) {
        Slice block = car.block(cid).orElse(null);
        if (block == null) {
            return;
        }
        MstNode node = MstNode.decode(block);
        for (int i = 0; i <= node.size(); i++) {
            Cid child = node.child(i);
            if (child != null) {
                collect(car, child, records);
            }
            if (i < node.size()) {
                Cid record = node.value(i);
                String path = new String(node.key(i), StandardCharsets.UTF_8);
                car.block(record).ifPresent(bytes -> records.add(new Proven(RepoPath.parse(path), record, bytes)));
            }
        }
    }
}
