package dev.sigwatch.ingest.repo;

/**
 * A look at the fetcher of repositories.
 *
 * @param connected whether requests are being read
 * @param detail the last trouble with Kafka, empty for none
 * @param pending DIDs with an open request
 * @param inFlight steps under way
 * @param requests read since start
 * @param fetched exports reported since start
 * @param bytes of these exports
 * @param failed reports since start that there is no export
 * @param lastFailure why there was none the last time, empty for none
 * @param failedInARow tries that failed since the last export
 * @param pendingSince when the request that waits the longest for us could have had its turn, microseconds since the epoch; 0
 *     for none
 */
public record RepoFetchStatus(
        boolean connected,
        String detail,
        int pending,
        int inFlight,
        long requests,
        long fetched,
        long bytes,
        long failed,
        String lastFailure,
        long failedInARow,
        long pendingSince) {}
