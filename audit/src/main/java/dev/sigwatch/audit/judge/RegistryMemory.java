package dev.sigwatch.audit.judge;

/**
 * What is counted of a DID's registry records. Read with events that have such records only.
 *
 * @param completeAt the export, by {@link RepoHead#exportedRev}, since which all records there are were taken in; empty if there are
 *     more than are known
 * @param deletions records ever deleted: what is remembered of them goes round {@link #MAX_DELETED} places
 * @param seen repositories and storage services seen
 * @param minute the newest minute in which images were written, counted since the epoch
 * @param writes how many in that minute
 */
public record RegistryMemory(String completeAt, long deletions, int seen, long minute, int writes) {
    /** Records remembered after they were deleted, per DID: an account that keeps no untagged image deletes some dozens a day. */
    public static final int MAX_DELETED = 1_024;

    /** Repositories and storage services of one DID that are told apart; whether a further one is new is not known. */
    public static final int MAX_SEEN = 1_024;

    /** Manifests and tags in one minute: ten a second, where the busiest builds push one image of twenty platforms in some seconds. */
    public static final int FLOOD_PER_MINUTE = 600;

    /** Looked up per commit to find what an index lists; what a commit lists beyond is not looked up. */
    static final int MAX_LOOKUPS = 1_024;

    /** Nothing counted. */
    public static final RegistryMemory EMPTY = new RegistryMemory("", 0, 0, 0, 0);

    RegistryMemory completeAt(String rev) {
        return new RegistryMemory(rev, deletions, seen, minute, writes);
    }

    RegistryMemory withDeletion() {
        return new RegistryMemory(completeAt, deletions + 1, seen, minute, writes);
    }

    RegistryMemory withSeen() {
        return new RegistryMemory(completeAt, deletions, seen + 1, minute, writes);
    }

    /** Another host's copy may be late: it counts for the newest minute. */
    RegistryMemory withWrites(long itsMinute, int more) {
        return itsMinute > minute
                ? new RegistryMemory(completeAt, deletions, seen, itsMinute, more)
                : new RegistryMemory(
                        completeAt, deletions, seen, minute, (int) Math.min(Integer.MAX_VALUE, (long) writes + more));
    }
}
