package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.stream.FrameLimits;
import java.util.ArrayList;
import java.util.List;

/** Archives that do not hold what they should, around well-signed commits. */
final class BadBlocks {
    private BadBlocks() {}

    /** The tree's root node, so that commit and record stay whole. */
    static Plan wrongHash() {
        return Plan.violation("A tree node's bytes are not what its CID says.", "CAR_HASH_MISMATCH", scene -> {
            CommitDraft draft = scene.draft();
            Block commit = draft.commitBlock();
            List<Block> blocks = new ArrayList<>();
            for (Block block : draft.blocks(commit)) {
                blocks.add(block.cid().equals(draft.tree().root()) ? withLastBitFlipped(block) : block);
            }
            return draft.frame(commit.cid(), List.of(commit.cid()), blocks);
        });
    }

    static Plan withoutCommit() {
        return Plan.violation("The commit is not among the blocks.", "COMMIT_BLOCK_MISSING", scene -> {
            CommitDraft draft = scene.draft();
            Block commit = draft.commitBlock();
            return draft.frame(commit.cid(), List.of(commit.cid()), without(draft.blocks(commit), commit.cid()));
        });
    }

    static Plan withoutRecord() {
        return Plan.violation("A created record is not among the blocks.", "RECORD_MISSING_BLOCK", scene -> {
            CommitDraft draft = scene.draft();
            Block commit = draft.commitBlock();
            Cid record = draft.records().get(0).cid();
            return draft.frame(commit.cid(), List.of(commit.cid()), without(draft.blocks(commit), record));
        });
    }

    static Plan anotherRoot() {
        return Plan.violation("The archive's first root is not the commit.", "COMMIT_CID_MISMATCH", scene -> {
            CommitDraft draft = scene.draft();
            Block commit = draft.commitBlock();
            return draft.frame(commit.cid(), List.of(draft.tree().root(), commit.cid()), draft.blocks(commit));
        });
    }

    static Plan notACar() {
        return Plan.malformed("The blocks are noise.", "CAR_MALFORMED", scene -> {
            CommitDraft draft = scene.draft();
            return draft.frame(draft.event(draft.commitBlock().cid(), scene.randomBytes(100)));
        });
    }

    /** Padding that nothing refers to. */
    static Plan oversize() {
        return Plan.violation("The blocks exceed 2,000,000 bytes.", "SIZE_LIMIT_BLOCKS", scene -> {
            CommitDraft draft = scene.draft();
            Block commit = draft.commitBlock();
            List<Block> blocks = new ArrayList<>(draft.blocks(commit));
            for (int size = 0; size <= FrameLimits.COMMIT_BLOCKS_BYTES; size += FrameLimits.RECORD_BYTES) {
                byte[] padding = scene.randomBytes(FrameLimits.RECORD_BYTES);
                blocks.add(new Block(Cid.ofRaw(padding), padding));
            }
            return draft.frame(commit.cid(), List.of(commit.cid()), blocks);
        });
    }

    static Plan oversizeRecord() {
        return Plan.violation("A record exceeds 1,000,000 bytes.", "SIZE_LIMIT_RECORD", scene -> scene.draft(
                        List.of(scene.post("x".repeat(FrameLimits.RECORD_BYTES))))
                .frame());
    }

    static Plan tooManyOps() {
        return Plan.violation("The commit has 201 operations.", "SIZE_LIMIT_OPS", scene -> {
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i <= FrameLimits.OPS; i++) {
                writes.add(scene.post("one of too many"));
            }
            return scene.draft(writes).frame();
        });
    }

    static Block withLastBitFlipped(Block block) {
        byte[] data = block.data().clone();
        data[data.length - 1] ^= 1;
        return new Block(block.cid(), data);
    }

    private static List<Block> without(List<Block> blocks, Cid cid) {
        return blocks.stream().filter(block -> !block.cid().equals(cid)).toList();
    }
}
