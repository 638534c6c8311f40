package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.repo.TreeProblem;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;

/** What problems of trees, operations and exports are called in verdicts. */
final class TreeFindings {
    private TreeFindings() {}

    /** The finding that a problem is. */
    static Finding of(TreeProblem problem) {
        return code(problem.kind()).found(problem.detail());
    }

    /** The code of a kind of problem. */
    static FindingCode code(TreeProblem.Kind kind) {
        return switch (kind) {
            case NODE_SCHEMA -> FindingCode.MST_NODE_SCHEMA;
            case PREFIX -> FindingCode.MST_PREFIX;
            case KEY_ORDER -> FindingCode.MST_KEY_ORDER;
            case KEY_SYNTAX -> FindingCode.MST_KEY_SYNTAX;
            case DEPTH -> FindingCode.MST_DEPTH;
            case RANGE -> FindingCode.MST_RANGE;
            case EMPTY_NODE -> FindingCode.MST_EMPTY_NODE;
            case POINTER_ROOT -> FindingCode.MST_POINTER_ROOT;
            case LIMIT -> FindingCode.MST_LIMIT;
            case VALUE_CID -> FindingCode.RECORD_CID_UNSUPPORTED;
            case ROOT_MISSING -> FindingCode.PROOF_ROOT_MISSING;
            case INCOMPLETE -> FindingCode.PROOF_INCOMPLETE;
            case OPS_SHAPE -> FindingCode.OPS_SHAPE;
            case OPS_DUP_PATH -> FindingCode.OPS_DUP_PATH;
            case OPS_NOOP_UPDATE -> FindingCode.OPS_NOOP_UPDATE;
            case OPS_NOT_IN_TREE -> FindingCode.OPS_NOT_IN_TREE;
            case OPS_STILL_IN_TREE -> FindingCode.OPS_STILL_IN_TREE;
            case INVERSION_MISMATCH -> FindingCode.INVERSION_MISMATCH;
            case INVERSION_VALUE_CONFLICT -> FindingCode.INVERSION_VALUE_CONFLICT;
            case INVERSION_UNVERIFIABLE -> FindingCode.INVERSION_UNVERIFIABLE;
            case HASH_MISMATCH -> FindingCode.CAR_HASH_MISMATCH;
            case RECORD_MISSING -> FindingCode.RECORD_MISSING_BLOCK;
            case REBUILT_ROOT -> FindingCode.EXPORT_ROOT_MISMATCH;
            case CAR -> FindingCode.CAR_MALFORMED;
        };
    }
}
