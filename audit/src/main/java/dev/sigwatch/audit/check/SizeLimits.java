package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.stream.FrameLimits;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** The protocol's limits on blocks and operations. */
final class SizeLimits implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        // The reference relay allows a #sync as much as a #commit; the lexicon's 10,000 bytes are not held against a
        // host.
        if (evidence.blocksLength() > FrameLimits.COMMIT_BLOCKS_BYTES) {
            findings.accept(FindingCode.SIZE_LIMIT_BLOCKS.found(evidence.blocksLength() + " bytes"));
        }
        if (evidence.event() instanceof RepoEvent.Commit commit && commit.opsCount() > FrameLimits.OPS) {
            findings.accept(FindingCode.SIZE_LIMIT_OPS.found(commit.opsCount() + " operations"));
        }
    }
}
