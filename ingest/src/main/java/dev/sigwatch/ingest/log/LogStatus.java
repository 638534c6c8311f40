package dev.sigwatch.ingest.log;

import java.util.List;

/**
 * A look at the frame log.
 *
 * @param phase what it is doing
 * @param detail the last failure, empty for none since the log opened
 * @param failures how often the log failed and was opened again
 * @param committedFrames frames forwarded for good, since start
 * @param transactions committed since start
 * @param publishers size of the publisher set
 * @param queued frames waiting for the writer
 * @param streams what was counted on each stream, in order of their hosts
 */
public record LogStatus(
        Phase phase,
        String detail,
        long failures,
        long committedFrames,
        long transactions,
        int publishers,
        int queued,
        List<StreamTotal> streams) {

    /** What the log is doing. */
    public enum Phase {
        /** Not open yet, or failed and opening again. */
        OPENING,
        OPEN,
        /** Failed in a way that only the operator can mend; {@code detail} says which. */
        FAILED,
        CLOSED
    }
}
