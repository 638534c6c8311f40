package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** What is unusual and legal. */
final class Remarks implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        if (!(evidence.event() instanceof RepoEvent.Commit commit)) {
            return;
        }
        if (commit.since() == null) {
            findings.accept(FindingCode.OK_FIRST_COMMIT.found());
        }
        if (commit.opsCount() == 0) {
            findings.accept(FindingCode.OK_EMPTY_COMMIT.found());
        }
        if (commit.tooBig() || commit.rebase()) {
            findings.accept(FindingCode.DEPRECATED_FLAG.found(commit.tooBig() ? "tooBig" : "rebase"));
        }
    }
}
