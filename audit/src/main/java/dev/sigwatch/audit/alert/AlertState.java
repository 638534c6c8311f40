package dev.sigwatch.audit.alert;

import java.util.List;

/**
 * All that is kept of a DID between signals: plain values.
 *
 * @param incidents that may grow, the one that grew last at the end; at most {@link #MAX_INCIDENTS}
 */
public record AlertState(Memory memory, List<Incident> incidents) {
    /**
     * An incident's object is one of a few codes, keys, hosts and operations of a DID. Of more, the one that has been quiet for
     * longest is no longer added to.
     */
    public static final int MAX_INCIDENTS = 32;

    /** Nothing. */
    public static final AlertState EMPTY = new AlertState(Memory.EMPTY, List.of());

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return memory.isEmpty() && incidents.isEmpty();
    }
}
