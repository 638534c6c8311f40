package dev.sigwatch.audit.check;

import java.util.List;

/** Every check of a commit, in the order findings are reported. */
final class Checks {
    static final List<CommitCheck> ALL = List.of(
            new SizeLimits(),
            new BlockHashes(),
            new CommitBlock(),
            new CommitMatchesMessage(),
            new RecordBlocks(),
            new TreeProof(),
            new Remarks());

    private Checks() {}
}
