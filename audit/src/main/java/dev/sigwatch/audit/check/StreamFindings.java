package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.stream.DecodedFrame;
import dev.sigwatch.atproto.stream.FrameProblem;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.Frame;
import java.util.List;

/** What is found about the frame as a message of its stream, whatever it carries. */
final class StreamFindings {
    private static final long OP_MESSAGE = 1;
    private static final String OUTDATED_CURSOR = "OutdatedCursor";

    private StreamFindings() {}

    static void collect(Frame frame, DecodedFrame decoded, List<Finding> findings) {
        for (DecodedFrame.Problem problem : decoded.problems()) {
            findings.add(code(problem.kind()).found(problem.detail()));
        }
        if (frame.seq() >= 0 && frame.previousSeq() >= 0 && frame.seq() <= frame.previousSeq()) {
            findings.add(FindingCode.SEQ_REGRESSION.found(frame.seq() + " after " + frame.previousSeq()));
        }
        if (decoded.event() != null) {
            remark(decoded.event(), findings);
        }
    }

    private static FindingCode code(FrameProblem problem) {
        return switch (problem) {
            case TOO_LARGE -> FindingCode.FRAME_TOO_LARGE;
            case MALFORMED -> FindingCode.FRAME_MALFORMED;
            case NON_CANONICAL -> FindingCode.ENVELOPE_NONCANONICAL;
            case FIELD_MISSING -> FindingCode.ENVELOPE_FIELD_MISSING;
            case FIELD_SYNTAX -> FindingCode.ENVELOPE_SYNTAX;
        };
    }

    private static void remark(RepoEvent event, List<Finding> findings) {
        if (event instanceof RepoEvent.Unknown unknown) {
            findings.add(
                    unknown.op() == OP_MESSAGE
                            ? FindingCode.FRAME_UNKNOWN_TYPE.found(unknown.type())
                            : FindingCode.FRAME_UNKNOWN_OP.found(Long.toString(unknown.op())));
        } else if (event instanceof RepoEvent.Deprecated deprecated) {
            findings.add(FindingCode.DEPRECATED_EVENT.found(deprecated.type()));
        } else if (event instanceof RepoEvent.Info info && info.name().equals(OUTDATED_CURSOR)) {
            findings.add(FindingCode.SEQ_WINDOW_LOST.found());
        } else if (event instanceof RepoEvent.Error error) {
            findings.add(FindingCode.STREAM_ERROR_FRAME.found(
                    error.message() == null ? error.error() : error.error() + ": " + error.message()));
        }
    }
}
