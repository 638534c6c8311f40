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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole repository as a host exports it, verified: every block hashed, the tree complete and well-formed, rebuilt from its
 * entries to the root that was signed, every record there. Whose signature it bears is for the caller to check.
 *
 * @see <a href="https://atproto.com/specs/repository#car-file-serialization">CAR file serialization</a>
 */
public final class RepoExport {
    private final long bytes;
    private final byte[] commitBlock;
    private final @Nullable Commit commit;
    private final Set<CommitProblem> commitProblems;
    private final List<TreeProblem> problems;
    private final TreeMap<String, Cid> entries = new TreeMap<>();
    private final Map<Cid, Slice> blocks = new LinkedHashMap<>();
    private @Nullable Cid rebuiltRoot;
    private long nodes;

    private RepoExport(byte[] file) {
        bytes = file.length;
        problems = new ArrayList<>();
        Slice root = null;
        try {
            Car car = Car.read(file);
            car.cids().forEach(cid -> blocks.put(cid, car.block(cid).orElseThrow()));
            car.hashMismatches().forEach(cid -> problems.add(new TreeProblem(Kind.HASH_MISMATCH, cid.toString())));
            root = blocks.get(car.roots().get(0));
        } catch (MalformedException unreadable) {
            problems.add(new TreeProblem(Kind.CAR, unreadable.rule()));
        }
        commitBlock = root == null ? new byte[0] : root.toBytes();
        CommitReader.Reading reading = root == null
                ? new CommitReader.Reading(null, EnumSet.noneOf(CommitProblem.class))
                : CommitReader.read(commitBlock, 0, commitBlock.length);
        commit = reading.commit();
        commitProblems = reading.problems();
        if (root == null) {
            problems.add(new TreeProblem(Kind.CAR, "no commit"));
        }
        if (commit != null) {
            walk(commit.data());
            rebuild(commit.data());
        }
    }

    /**
     * Indexes and verifies an export. What is wrong with it is never an exception.
     *
     * @throws IOException if the file itself cannot be read
     */
    public static RepoExport verify(ExportFile file) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(file.size())];
        file.read(0, bytes, 0, bytes.length);
        return new RepoExport(bytes);
    }

    /** Returns the commit at the root; null if there is none or it cannot be read, see {@link #commitProblems()}. */
    public @Nullable Commit commit() {
        return commit;
    }

    /** Returns the bytes of the block at the root; empty if it is not there. */
    public byte[] commitBlock() {
        return commitBlock;
    }

    /** Returns what is wrong with the commit block; empty if nothing, or if there is none. */
    public Set<CommitProblem> commitProblems() {
        return commitProblems;
    }

    /** Returns what is wrong with the archive and its tree, or the first of it; empty if nothing. */
    public List<TreeProblem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** Whether there is a commit, and nothing is wrong with the archive and its tree. */
    public boolean isComplete() {
        return commit != null && problems.isEmpty();
    }

    /** Returns how many records the tree names, as far as it was walked. */
    public long records() {
        return entries.size();
    }

    /** Returns how many nodes the tree has, as far as it was walked. */
    public long nodes() {
        return nodes;
    }

    /** Returns the size of the file. */
    public long bytes() {
        return bytes;
    }

    /** Returns the root of the tree rebuilt from the entries alone; null if not all entries could be read. */
    public @Nullable Cid rebuiltRoot() {
        return rebuiltRoot;
    }

    /** Takes one entry of the tree. */
    public interface EntryConsumer {
        /** Takes the record at a path. */
        void accept(String path, Cid record) throws IOException;
    }

    /** Takes one part of an export. */
    public interface PartConsumer {
        /** Takes a CAR. */
        void accept(byte[] car) throws IOException;
    }

    /**
     * Gives the entries whose collection begins with a prefix, in the order of the tree; none if the tree could not be walked
     * whole.
     *
     * @param collectionPrefix such as {@code io.atcr.}; empty for all
     */
    public void forEachRecord(String collectionPrefix, EntryConsumer consumer) throws IOException {
        if (rebuiltRoot == null) {
            return;
        }
        for (Map.Entry<String, Cid> entry : entries.entrySet()) {
            if (entry.getKey().startsWith(collectionPrefix)) {
                consumer.accept(entry.getKey(), entry.getValue());
            }
        }
    }

    /**
     * Gives the records whose collections begin with a prefix as archives, each proven by itself: the commit (the root), the
     * nodes on the paths to a run of consecutive records, and the blocks of these records. The first part has only the commit
     * if there are no such records, or if the tree could not be walked whole; there is no part at all without a commit block.
     *
     * @param maxPartBytes about how long a part may be; one record may need more
     */
    public void parts(String collectionPrefix, int maxPartBytes, PartConsumer consumer) throws IOException {
        if (commitBlock.length == 0) {
            return;
        }
        Mst tree = rebuiltRoot == null ? Mst.EMPTY : Mst.of(entries);
        Block commitAsBlock = Block.ofDagCbor(commitBlock);
        Map<Cid, byte[]> part = new LinkedHashMap<>();
        int[] size = {commitBlock.length};
        int[] count = {0};
        forEachRecord(collectionPrefix, (path, cid) -> {
            Slice record = blocks.get(cid);
            if (record == null) {
                return;
            }
            if (size[0] + record.length() > maxPartBytes && !part.isEmpty()) {
                consumer.accept(car(commitAsBlock, part));
                count[0]++;
                part.clear();
                size[0] = commitBlock.length;
            }
            part.putAll(tree.proofBlocks(List.of(path)));
            part.put(cid, record.toBytes());
            size[0] =
                    part.values().stream().mapToInt(block -> block.length + 40).sum();
        });
        if (!part.isEmpty() || count[0] == 0) {
            consumer.accept(car(commitAsBlock, part));
        }
    }

    private static byte[] car(Block commit, Map<Cid, byte[]> blocks) {
        List<Block> all = new ArrayList<>();
        all.add(commit);
        blocks.forEach((cid, data) -> all.add(new Block(cid, data)));
        return CarWriter.write(List.of(commit.cid()), all);
    }

    private void walk(Cid cid) {
        Slice block = blocks.get(cid);
        if (block == null) {
            problems.add(new TreeProblem(Kind.INCOMPLETE, cid.toString()));
            return;
        }
        MstNode node;
        try {
            node = MstNode.decode(block);
        } catch (MalformedException bad) {
            problems.add(new TreeProblem(Kind.NODE_SCHEMA, bad.rule()));
            return;
        }
        nodes++;
        for (int i = 0; i <= node.size(); i++) {
            Cid child = node.child(i);
            if (child != null) {
                walk(child);
            }
            if (i < node.size()) {
                entry(new String(node.key(i), StandardCharsets.UTF_8), node.value(i));
            }
        }
    }

    private void entry(String key, Cid record) {
        if (RepoPath.tryParse(key).isEmpty()) {
            problems.add(new TreeProblem(Kind.KEY_SYNTAX, key));
        } else if (!blocks.containsKey(record)) {
            problems.add(new TreeProblem(Kind.RECORD_MISSING, key));
        }
        entries.put(key, record);
    }

    private void rebuild(Cid data) {
        if (problems.stream()
                .allMatch(problem -> problem.kind() == Kind.RECORD_MISSING || problem.kind() == Kind.HASH_MISMATCH)) {
            rebuiltRoot = Mst.of(entries).root();
            if (!rebuiltRoot.equals(data)) {
                problems.add(new TreeProblem(Kind.REBUILT_ROOT, rebuiltRoot.toString()));
            }
        }
    }
}
