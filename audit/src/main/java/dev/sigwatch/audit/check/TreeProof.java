package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitProof;
import dev.sigwatch.atproto.repo.TreeProblem;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.Finding;
import java.util.function.Consumer;

/** The operations are exactly what separates the signed tree from the one before. */
final class TreeProof implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        Commit commit = evidence.commit();
        // A list that is too long was not read to its end; that finding is made elsewhere, and this one would only echo
        // it.
        if (commit == null
                || !(evidence.event() instanceof RepoEvent.Commit event)
                || event.opsCount() > event.ops().size()) {
            return;
        }
        for (TreeProblem problem : CommitProof.check(
                cid -> evidence.car().block(cid).orElse(null),
                commit.data(),
                event.prevData(),
                event.since() == null,
                event.ops())) {
            findings.accept(TreeFindings.of(problem));
        }
    }
}
