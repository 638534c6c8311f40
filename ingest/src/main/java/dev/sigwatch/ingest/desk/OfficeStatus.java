package dev.sigwatch.ingest.desk;

/**
 * A look at an office.
 *
 * @param connected whether requests are being read
 * @param detail the last trouble with Kafka, empty for none
 * @param pending DIDs with an open question
 * @param inFlight turns under way
 * @param requests read since start
 * @param turns begun since start
 * @param answered turns that ended with an answer since start
 * @param published records published since start
 * @param failures turns without an answer since start
 * @param lastFailure why the last of them failed, empty for none
 * @param failedInARow those since the last answer
 * @param pendingSince when the question that waits the longest for us could have had its turn, microseconds since the epoch; 0
 *     for none
 */
public record OfficeStatus(
        boolean connected,
        String detail,
        int pending,
        int inFlight,
        long requests,
        long turns,
        long answered,
        long published,
        long failures,
        String lastFailure,
        long failedInARow,
        long pendingSince) {}
