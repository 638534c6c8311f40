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
            findings.accept(code(problem).found());
        }
    }

    static FindingCode code(CommitProblem problem) {
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
