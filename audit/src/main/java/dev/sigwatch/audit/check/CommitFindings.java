package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.audit.FindingCode;

/** What problems of commit blocks are called in verdicts. */
public final class CommitFindings {
    private CommitFindings() {}

    /** The code of a problem. */
    public static FindingCode code(CommitProblem problem) {
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
