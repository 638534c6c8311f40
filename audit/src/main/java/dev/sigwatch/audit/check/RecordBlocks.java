package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameLimits;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** Every created or updated record travels with its commit, within the size limit. */
final class RecordBlocks implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        for (RepoOperation op : evidence.ops()) {
            if (op.cid() == null) {
                continue;
            }
            Slice block = evidence.car().block(op.cid()).orElse(null);
            if (block == null) {
                findings.accept(FindingCode.RECORD_MISSING_BLOCK.found(op.path().toString()));
            } else if (block.length() > FrameLimits.RECORD_BYTES) {
                findings.accept(FindingCode.SIZE_LIMIT_RECORD.found(op.path() + ", " + block.length() + " bytes"));
            }
        }
    }
}
