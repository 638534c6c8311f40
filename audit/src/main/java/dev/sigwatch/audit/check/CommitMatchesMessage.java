package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/**
 * The unsigned message and the signed commit name the same repository, revision and block. Signing keys are not unique per
 * account, so the DID inside the commit is all that binds it to one.
 */
final class CommitMatchesMessage implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        Cid root = evidence.car().roots().get(0);
        if (!root.equals(evidence.commitCid())) {
            findings.accept(FindingCode.COMMIT_CID_MISMATCH.found("first root is " + root));
        }
        Commit commit = evidence.commit();
        if (commit == null) {
            return;
        }
        if (!commit.did().equals(evidence.did())) {
            findings.accept(FindingCode.ENVELOPE_COMMIT_MISMATCH.found(
                    "the commit is of " + commit.did().value()));
        }
        if (!commit.rev().equals(evidence.rev())) {
            // The official PDS announces the time of an import as the rev of the commit it imported.
            FindingCode code = evidence.isSync() ? FindingCode.SYNC_REV_MISMATCH : FindingCode.ENVELOPE_COMMIT_MISMATCH;
            findings.accept(code.found("the message says " + evidence.rev().value() + ", the commit "
                    + commit.rev().value()));
        }
    }
}
