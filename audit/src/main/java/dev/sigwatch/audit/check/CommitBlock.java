package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** The commit block is there, canonical, and has the form of version 3. */
final class CommitBlock implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        if (evidence.reading() == null) {
            findings.accept(
                    FindingCode.COMMIT_BLOCK_MISSING.found(evidence.commitCid().toString()));
            return;
        }
        for (CommitProblem problem : evidence.reading().problems()) {
            findings.accept(CommitFindings.code(problem).found());
        }
    }
}
