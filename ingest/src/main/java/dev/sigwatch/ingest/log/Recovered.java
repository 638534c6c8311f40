package dev.sigwatch.ingest.log;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the journal holds of earlier runs.
 *
 * @param cursors by source
 * @param publishers DIDs
 * @param forwarded newest forwarded frames by host
 */
record Recovered(Map<String, Long> cursors, Set<String> publishers, Map<String, List<ForwardedFrame>> forwarded) {
    static Recovered nothing() {
        return new Recovered(Map.of(), Set.of(), Map.of());
    }
}
