package dev.sigwatch.ingest.identity;

/**
 * A look at the resolver.
 *
 * @param connected whether requests are being read
 * @param detail the last trouble with Kafka, empty for none
 * @param pending DIDs with an open question
 * @param inFlight lookups under way
 * @param requests read since start
 * @param lookups begun since start
 * @param answers lookups that ended with an answer since start, whatever it said
 * @param observations published since start
 * @param failures lookups without an answer since start
 * @param lastFailure why the last of them failed, empty for none
 * @param failedInARow those since the last answer
 * @param pendingSince when the question that waits the longest for us could have had its turn, microseconds since the epoch; 0
 *     for none
 */
public record ResolverStatus(
        boolean connected,
        String detail,
        int pending,
        int inFlight,
        long requests,
        long lookups,
        long answers,
        long observations,
        long failures,
        String lastFailure,
        long failedInARow,
        long pendingSince) {}
