package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
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
 * and the records. {@code com.atproto.sync.getRecord} answers with one. Read here is all but the signature, whose key the caller
 * has: {@code SignatureVerifier} over {@link Commit#digest()}.
 *
 * <p>An archive does not say which path it is about, so every record block that the tree reaches is proven.
 *
 * @param commitCid root of the archive; null if it cannot be read
 * @param commit null if it cannot be read, see {@code commitProblems}
 * @param commitProblems what is wrong with the commit
 * @param problems what is wrong with the archive and the part of the tree that it has; empty if nothing
 * @param records what is proven if the signature holds, in the order of the tree; empty if there are problems
 * @see <a href="https://atproto.com/specs/sync">Sync specification</a>
 */
public record RecordProof(
        @Nullable Cid commitCid,
        @Nullable Commit commit,
        Set<CommitProblem> commitProblems,
        List<TreeProblem> problems,
        List<Proven> records) {

    /**
     * A record that the tree has.
     *
     * @param block the record's bytes
     */
    public record Proven(RepoPath path, Cid cid, Slice block) {}

    /**
     * Writes a proof.
     *
     * @param commitBlock the signed commit, whose {@code data} is the tree's root
     * @param tree which has the path, and every node on the way to it
     * @param record the record's block
     */
    public static byte[] write(byte[] commitBlock, Mst tree, RepoPath path, byte[] record) {
        Cid cid = tree.get(path.value()).orElseThrow(() -> new IllegalArgumentException("no such record: " + path));
        Block commit = Block.ofDagCbor(commitBlock);
        List<Block> blocks = new ArrayList<>();
        blocks.add(commit);
        tree.proofBlocks(List.of(path.value())).forEach((node, bytes) -> blocks.add(new Block(node, bytes)));
        blocks.add(new Block(cid, record));
        return CarWriter.write(List.of(commit.cid()), blocks);
    }

    /** Reads a proof; never throws for its content. */
    public static RecordProof read(byte[] bytes) {
        List<TreeProblem> problems = new ArrayList<>();
        List<Proven> records = new ArrayList<>();
        Car car;
        try {
            car = Car.read(bytes);
        } catch (MalformedException unreadable) {
            problems.add(new TreeProblem(Kind.CAR, unreadable.rule()));
            return new RecordProof(null, null, EnumSet.noneOf(CommitProblem.class), problems, records);
        }
        car.hashMismatches().forEach(cid -> problems.add(new TreeProblem(Kind.HASH_MISMATCH, cid.toString())));
        Cid root = car.roots().get(0);
        Slice block = car.block(root).orElse(null);
        if (block == null) {
            problems.add(new TreeProblem(Kind.CAR, "no commit"));
            return new RecordProof(root, null, EnumSet.noneOf(CommitProblem.class), problems, records);
        }
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        Commit commit = reading.commit();
        if (commit != null) {
            if (car.block(commit.data()).isEmpty()) {
                problems.add(new TreeProblem(Kind.ROOT_MISSING, commit.data().toString()));
            }
            walk(car, commit.data(), records, problems);
        }
        return new RecordProof(root, commit, reading.problems(), problems, problems.isEmpty() ? records : List.of());
    }

    private static void walk(Car car, Cid cid, List<Proven> records, List<TreeProblem> problems) {
        Slice block = car.block(cid).orElse(null);
        if (block == null) {
            return;
        }
        try {
            MstNode node = MstNode.decode(block);
            for (int i = 0; i <= node.size(); i++) {
                Cid child = node.child(i);
                if (child != null) {
                    walk(car, child, records, problems);
                }
                if (i < node.size() && car.block(node.value(i)).isPresent()) {
                    RepoPath path = RepoPath.parse(new String(node.key(i), StandardCharsets.UTF_8));
                    records.add(new Proven(
                            path, node.value(i), car.block(node.value(i)).orElseThrow()));
                }
            }
        } catch (MalformedException bad) {
            problems.add(new TreeProblem(Kind.NODE_SCHEMA, bad.rule()));
        }
    }
}
