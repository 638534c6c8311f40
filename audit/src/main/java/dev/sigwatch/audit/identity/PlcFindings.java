package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.identity.PlcProblem;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.List;

/** What is wrong with operations, as findings. */
public final class PlcFindings {
    private PlcFindings() {}

    /** One problem. */
    public static Finding of(PlcProblem problem) {
        return code(problem.kind()).found(problem.detail());
    }

    /** All of them, in their order. */
    public static List<Finding> of(List<PlcProblem> problems) {
        return problems.stream().map(PlcFindings::of).toList();
    }

    /** What is wrong with the form of a signature: all that replaying the log again cannot find without verifying it again. */
    static List<PlcProblem> ofSignature(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.code() == FindingCode.PLC_SIG_ENCODING)
                .map(finding -> new PlcProblem(PlcProblem.Kind.SIG_ENCODING, finding.detail()))
                .toList();
    }

    private static FindingCode code(PlcProblem.Kind kind) {
        return switch (kind) {
            case FIELDS, OTHER_DID -> FindingCode.PLC_FIELDS;
            case UNKNOWN_FIELDS -> FindingCode.PLC_UNKNOWN_FIELDS;
            case GENESIS_HASH -> FindingCode.PLC_GENESIS_HASH;
            case CID_MISMATCH -> FindingCode.PLC_CID_MISMATCH;
            case PREV_UNKNOWN -> FindingCode.PLC_PREV_UNKNOWN;
            case PREV_NULLIFIED -> FindingCode.PLC_PREV_NULLIFIED;
            case AFTER_TOMBSTONE -> FindingCode.PLC_AFTER_TOMBSTONE;
            case SIG_INVALID -> FindingCode.PLC_SIG_INVALID;
            case SIG_ENCODING -> FindingCode.PLC_SIG_ENCODING;
            case LATE_RECOVERY -> FindingCode.PLC_LATE_RECOVERY;
            case TIME_ORDER -> FindingCode.PLC_TIME_ORDER;
            case NULLIFIED_FLAG -> FindingCode.PLC_NULLIFIED_FLAG;
            case SOFT_LIMIT -> FindingCode.PLC_SOFT_LIMIT;
        };
    }
}
