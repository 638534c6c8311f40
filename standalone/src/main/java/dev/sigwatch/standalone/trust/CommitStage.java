package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.audit.check.CommitFindings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a commit has the form of one. */
final class CommitStage {
    private CommitStage() {}

    /** @param commit null if it could not be read */
    static Found<SignedRoot> of(@Nullable SignedRoot commit, Cid cid, Set<CommitProblem> problems) {
        String holds = commit == null
                ? ""
                : "version " + commit.version() + ", " + (commit.rev().isEmpty() ? "" : "rev " + commit.rev() + ", ")
                        + cid;
        return Found.of(
                holds,
                problems.stream()
                        .map(problem -> CommitFindings.code(problem).found())
                        .toList(),
                commit);
    }
}
