package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole repository as a host exports it, verified: every block hashed, the tree complete and well-formed and, built anew from
 * its entries alone, of the root that the commit names, every record there. Whose signature the commit bears is for the caller to
 * check.
 *
 * <p>The file is read once from its beginning to its end, then node by node in the order of the tree. What is held meanwhile is
 * some 50 bytes for each block ({@link dev.sigwatch.atproto.car.BlockIndex}), the nodes on one path, and the open nodes of the
 * tree that is built.
 *
 * @see <a href="https://atproto.com/specs/repository#car-file-serialization">CAR file serialization</a>
 */
public final class RepoExport {
    private final ExportBlocks blocks;
    private final ProblemList problems;
    private final byte[] commitBlock;
    private final CommitReader.Reading reading;
    private final @Nullable Cid rebuiltRoot;
    private final long nodes;
    private final long records;

    private RepoExport(ExportBlocks blocks, ProblemList problems) throws IOException {
        this.blocks = blocks;
        this.problems = problems;
        commitBlock = readCommitBlock();
        reading = commitBlock.length == 0
                ? CommitReader.Reading.none()
                : CommitReader.read(commitBlock, 0, commitBlock.length);
        Cid data = reading.data();
        ExportWalk walk = new ExportWalk(blocks, problems);
        rebuiltRoot = data == null ? null : walk.walk(data);
        nodes = walk.nodes();
        records = walk.records();
    }

    /**
     * Indexes and verifies an export. What is wrong with it is never an exception.
     *
     * @param file which stays readable as long as the result is asked for records
     * @throws IOException if the file itself cannot be read
     */
    public static RepoExport verify(ExportFile file) throws IOException {
        return verify(file, () -> {});
    }

    /**
     * As {@link #verify(ExportFile)}, for callers that time it.
     *
     * @param indexed run once, when every block was read and hashed and the tree comes next
     */
    public static RepoExport verify(ExportFile file, Runnable indexed) throws IOException {
        ProblemList problems = new ProblemList();
        ExportBlocks blocks = ExportBlocks.scan(file, problems);
        indexed.run();
        return new RepoExport(blocks, problems);
    }

    /** Returns the commit at the root; null if there is none or it cannot be read, see {@link #commitProblems()}. */
    public @Nullable Commit commit() {
        return reading.commit();
    }

    /** Returns the commit at the root if it is of version 2, else null; its tree is verified all the same. */
    public @Nullable LegacyCommit legacyCommit() {
        return reading.legacy();
    }

    /** Returns the bytes of the block at the root; empty if it is not there. */
    public byte[] commitBlock() {
        return commitBlock;
    }

    /** Returns what is wrong with the commit block; empty if nothing, or if there is none. */
    public Set<CommitProblem> commitProblems() {
        return reading.problems();
    }

    /** Returns what is wrong with the archive and its tree, the first 64 of it; empty if nothing, or if there is no commit. */
    public List<TreeProblem> problems() {
        return problems.list();
    }

    /** Whether there is a commit (of version 3), and nothing is wrong with the archive and its tree. */
    public boolean isComplete() {
        return commit() != null && problems().isEmpty();
    }

    /** Returns how many records the tree names, as far as it was walked. */
    public long records() {
        return records;
    }

    /** Returns how many nodes the tree has, as far as it was walked. */
    public long nodes() {
        return nodes;
    }

    /** Returns the size of the file. */
    public long bytes() {
        return blocks.size();
    }

    /** Returns the root of the tree built anew from its entries; null if not all of them could be read. */
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
     * Gives the entries whose collection begins with a prefix, in the order of the tree, leaving out keys that are no paths; none
     * if the tree could not be walked whole.
     *
     * @param collectionPrefix such as {@code io.atcr.}; empty for all
     * @throws IOException from the file or the consumer
     */
    public void forEachRecord(String collectionPrefix, EntryConsumer consumer) throws IOException {
        visit(collectionPrefix, (path, key, record) -> {
            String text = new String(key, StandardCharsets.UTF_8);
            if (RepoPath.tryParse(text).isPresent()) {
                consumer.accept(text, record);
            }
        });
    }

    /**
     * Gives the records whose collections begin with a prefix as archives, each proven by itself: the commit (the root), the
     * nodes on the paths to a run of consecutive records, and the blocks of these records. Records whose block is missing are left
     * out. The only part has the commit alone if there are no such records, or if the tree could not be walked whole; there is no
     * part at all without a commit block.
     *
     * @param maxPartBytes about how long a part may be; the path to one record and its block may need more
     * @throws IOException from the file or the consumer
     */
    public void parts(String collectionPrefix, int maxPartBytes, PartConsumer consumer) throws IOException {
        if (commitBlock.length == 0) {
            return;
        }
        ExportParts parts = new ExportParts(blocks, Block.ofDagCbor(commitBlock), maxPartBytes, consumer);
        visit(collectionPrefix, (path, key, record) -> {
            if (blocks.has(record) && blocks.length(record) <= ExportWalk.MAX_BLOCK) {
                parts.add(path, record);
            }
        });
        parts.end();
    }

    private void visit(String prefix, ExportRecords.Visitor visitor) throws IOException {
        Cid data = reading.data();
        if (data != null && rebuiltRoot != null) {
            ExportRecords.visit(blocks, data, prefix, visitor);
        }
    }

    private byte[] readCommitBlock() throws IOException {
        Cid root = blocks.root();
        if (root == null) {
            return new byte[0];
        }
        if (root.codec() != Cid.Codec.DAG_CBOR || !blocks.has(root)) {
            problems.add(Kind.CAR, "no commit at the root " + root);
            return new byte[0];
        }
        if (blocks.length(root) > ExportWalk.MAX_BLOCK) {
            problems.add(Kind.LIMIT, "commit longer than " + ExportWalk.MAX_BLOCK + " bytes");
            return new byte[0];
        }
        return blocks.read(root);
    }
}
