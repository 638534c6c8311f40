package dev.sigwatch.audit.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one identity beyond what every commit needs: read when it is observed, and when a signature fails.
 *
 * <p>Bounded by {@link #MAX_BYTES}: a log is at most 1 MiB and 3,000 operations (the limits under which it is read), of which what
 * the operations say is kept twice at most, once read and once verbatim while it can be undone, and about 600 bytes more for each;
 * then {@value #MAX_SNAPSHOTS} documents without their bodies and {@value #MAX_DOUBTS} doubts. An ordinary account with three
 * operations takes 5 KB.
 *
 * @param periods every signing key its log has set, in the log's order, undone ones included; empty for did:web and while no readable
 *     log was seen. As many as there are operations, in the same places; none where not one operation keeps the rules
 * @param otherKeys did:keys that stand in the newest operation for another purpose: other verification methods, rotation keys
 * @param lastChangeAt when something about it changed last after first sight, microseconds since the epoch; 0 for never
 * @param directory authority of the directory whose log is held, the first one that was seen; empty without a log
 * @param operations of the log, in the directory's order
 * @param logObservedAt when the newest observation was made that the log rests on, microseconds since the epoch
 * @param snapshots documents that differ, by the time they were first served; the newest {@value #MAX_SNAPSHOTS}
 * @param handle the one that its domain was last asked about, empty before
 * @param handleVerified whether the domain named the DID
 * @param handleObservedAt when it was asked, microseconds since the epoch
 * @param doubts what did not fit and is not resolved; the newest {@value #MAX_DOUBTS}
 */
public record IdentityState(
        List<KeyPeriod> periods,
        List<String> otherKeys,
        long lastChangeAt,
        String directory,
        List<KnownOperation> operations,
        long logObservedAt,
        List<Snapshot> snapshots,
        String handle,
        boolean handleVerified,
        long handleObservedAt,
        List<Doubt> doubts) {
    /** Our bound on the documents of a did:web that are remembered to recognize one that comes back. */
    public static final int MAX_SNAPSHOTS = 16;

    /** Our bound; there are as many kinds of doubt as sources and a handful of kinds. */
    public static final int MAX_DOUBTS = 16;

    /** Never more than this, serialized: twice the longest log, and 600 bytes for each of the most operations it can have. */
    public static final int MAX_BYTES = 2 * (1 << 20) + 3_000 * 600 + (1 << 17);

    /** Nothing observed yet. */
    public static final IdentityState EMPTY =
            new IdentityState(List.of(), List.of(), 0, "", List.of(), 0, List.of(), "", false, 0, List.of());

    /** The newest operation as served, or for want of a log the newest document; null if there is neither. */
    public @Nullable JudgedOperation head() {
        if (!operations.isEmpty()) {
            return operations.get(operations.size() - 1).told();
        }
        return snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1).told();
    }

    /** Whether nothing was ever told of the DID. */
    public boolean isUnknown() {
        return operations.isEmpty() && snapshots.isEmpty();
    }
}
