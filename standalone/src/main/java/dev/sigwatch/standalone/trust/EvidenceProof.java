package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
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
import org.jspecify.annotations.Nullable;

/**
 * A portable proof of one record, cut from evidence. Pure.
 *
 * @param car the proof; null where the evidence does not give one
 * @param hindrance why it does not, in a few words; empty where it does
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EvidenceProof(byte @Nullable [] car, String hindrance) {
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
            return archive == null ? none("its frame is no commit") : of(archive, commit, path, record);
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

    private static EvidenceProof of(Car archive, Cid commitCid, RepoPath path, Cid record) {
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
        return bytes == null
                ? none("the evidence lacks record " + record)
                : new EvidenceProof(RecordProof.write(block.toBytes(), tree, path, bytes.toBytes()), "");
    }

    private static EvidenceProof none(String hindrance) {
        return new EvidenceProof(null, hindrance);
    }
}
