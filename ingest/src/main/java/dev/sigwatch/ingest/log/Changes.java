package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import java.util.List;
import java.util.Map;

/**
 * What a transaction says beside its frames.
 *
 * @param cursors positions by source
 * @param publishers new DIDs and when they were first seen, microseconds since the epoch
 * @param forwarded newest forwarded frames by host
 * @param counts deltas
 */
record Changes(
        Map<String, Long> cursors,
        Map<String, Long> publishers,
        Map<String, List<ForwardedFrame>> forwarded,
        List<StreamCounts> counts) {

    /** Requests for the repositories of the new publishers: nobody knows what they wrote before. */
    List<RepoRequest> requests() {
        return publishers.entrySet().stream()
                .map(entry -> new RepoRequest(entry.getKey(), RepoRequest.Reason.PUBLISHER, entry.getValue(), ""))
                .toList();
    }

    boolean isEmpty() {
        return cursors.isEmpty() && publishers.isEmpty() && forwarded.isEmpty() && counts.isEmpty();
    }
}
