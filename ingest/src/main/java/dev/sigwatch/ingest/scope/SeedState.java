package dev.sigwatch.ingest.scope;

/**
 * How far the filling of the publisher set from one host has come.
 *
 * @param phase where it stands
 * @param found DIDs the host has listed, over all collections
 * @param detail one line for people, empty where the phase says it all
 */
public record SeedState(Phase phase, int found, String detail) {
    /** Where the seeding stands. */
    public enum Phase {
        PENDING,
        DONE,
        /** The host does not offer the listing; publishers are learned from what they write. */
        NOT_OFFERED,
        /** Failed; tried again later. */
        FAILED
    }

    static SeedState pending() {
        return new SeedState(Phase.PENDING, 0, "");
    }
}
