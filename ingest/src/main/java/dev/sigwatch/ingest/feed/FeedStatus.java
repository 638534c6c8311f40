package dev.sigwatch.ingest.feed;

/**
 * A look at how one directory's feed is followed.
 *
 * @param directory {@code host[:port]}
 * @param phase what it is doing
 * @param position the sequence number read up to, -1 for none yet
 * @param lastAt when the newest page or message came, microseconds since the epoch, 0 for never
 * @param read operations read since start
 * @param published those of DIDs that are followed
 * @param others lines of types not known, passed over
 * @param faults reports of a feed out of order or not readable
 * @param failures requests and connections without an answer since start
 * @param failedInARow those since the last answer
 * @param detail one line: why it does not go on, or how the last stream ended; empty while all is well
 */
public record FeedStatus(
        String directory,
        Phase phase,
        long position,
        long lastAt,
        long read,
        long published,
        long others,
        long faults,
        long failures,
        long failedInARow,
        String detail) {

    /** What the follower is doing. */
    public enum Phase {
        /** Looking for where to begin. */
        STARTING,
        PAGING,
        STREAMING,
        /** The directory has no such feed; its DIDs are looked up one by one. Asked again now and then. */
        NOT_OFFERED,
        /** No answer; trying again. */
        FAILING,
        STOPPED
    }

    /** Whether what the directory takes in is seen soon. */
    public boolean isFlowing() {
        return phase == Phase.PAGING || phase == Phase.STREAMING;
    }
}
