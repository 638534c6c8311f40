package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.audit.FindingCode;
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
                holds, problems.stream().map(problem -> code(problem).found()).toList(), commit);
    }

    private static FindingCode code(CommitProblem problem) {
        return switch (problem) {
            case UNREADABLE -> FindingCode.COMMIT_UNREADABLE;
            case NON_CANONICAL -> FindingCode.CBOR_NONCANONICAL;
            case FIELD -> FindingCode.COMMIT_FIELD;
            case REV_SYNTAX -> FindingCode.REV_SYNTAX;
            case UNKNOWN_FIELDS -> FindingCode.COMMIT_UNKNOWN_FIELDS;
            case VERSION_2 -> FindingCode.COMMIT_V2;
            case VERSION -> FindingCode.COMMIT_VERSION;
            case SIGNATURE_LENGTH -> FindingCode.SIG_FORMAT_LENGTH;
            case SIGNATURE_DER -> FindingCode.SIG_FORMAT_DER;
        };
    }
}
