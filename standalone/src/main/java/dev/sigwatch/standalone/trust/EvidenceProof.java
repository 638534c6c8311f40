package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.standalone.redact.RedactedEvidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portable proof of one record, cut from evidence. Pure.
 *
 * <p>Where the record's contents were redacted, the proof is of its hash: the archive has no record, and names it as its second root.
 *
 * @param car the proof; null where the evidence does not give one
 * @param isRedacted whether the record itself is not in it
 * @param hindrance why it does not, in a few words; empty where it does
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EvidenceProof(byte @Nullable [] car, boolean isRedacted, String hindrance) {
    private static final String FRAME = "frame";

    /**
     * Makes a proof.
     *
     * @param kind of the evidence: {@code frame}, a message of the stream; otherwise an archive
     * @param evidence its bytes
     */
    public static EvidenceProof of(String kind, byte[] evidence, Cid commit, RepoPath path, Cid record) {
        try {
            Car archive = kind.equals(FRAME) ? blocks(evidence) : Car.read(evidence);
            boolean isRedacted = kind.equals(RedactedEvidence.KIND);
            return archive == null ? none("its frame is no commit") : of(archive, isRedacted, commit, path, record);
        } catch (MissingNodeException e) {
            return none("the evidence lacks tree node " + e.cid());
        } catch (MalformedException e) {
            return none("the evidence cannot be read: " + e.rule());
        }
    }

    private static @Nullable Car blocks(byte[] frame) {
        if (FrameDecoder.decode(frame).event() instanceof RepoEvent.Commit commit) {
            Slice blocks = commit.blocks();
            return Car.read(blocks.buf(), blocks.offset(), blocks.length());
        }
        return null;
    }

    private static EvidenceProof of(Car archive, boolean isRedacted, Cid commitCid, RepoPath path, Cid record) {
        Slice block = archive.block(commitCid).orElse(null);
        Commit commit = block == null
                ? null
                : CommitReader.read(block.buf(), block.offset(), block.length()).commit();
        if (block == null || commit == null) {
            return none("the evidence lacks commit " + commitCid);
        }
        Mst tree = Mst.load(commit.data(), cid -> archive.block(cid).orElse(null));
        if (!tree.get(path.value()).filter(record::equals).isPresent()) {
            return none("the signed tree has no such record at " + path);
        }
        Slice bytes = archive.block(record).orElse(null);
        if (bytes == null) {
            return isRedacted
                    ? new EvidenceProof(withoutRecord(block.toBytes(), tree, path, record), true, "")
                    : none("the evidence lacks record " + record);
        }
        return new EvidenceProof(RecordProof.write(block.toBytes(), tree, path, bytes.toBytes()), false, "");
    }

    private static byte[] withoutRecord(byte[] commitBlock, Mst tree, RepoPath path, Cid record) {
        Block commit = Block.ofDagCbor(commitBlock);
        List<Block> blocks = new ArrayList<>(List.of(commit));
        tree.path(path.value()).forEach((node, bytes) -> blocks.add(new Block(node, bytes)));
        return CarWriter.write(List.of(commit.cid(), record), blocks);
    }

    private static EvidenceProof none(String hindrance) {
        return new EvidenceProof(null, false, hindrance);
    }
}
