package dev.sigwatch.audit;

import java.util.List;

/**
 * One {@code io.atcr.*} operation and what its record says. Text fields are empty where the record does not have them.
 *
 * @param index place of the operation in its commit, from 0
 * @param createdAt microseconds since the epoch, {@link #NO_TIME} where absent or invalid
 * @param json the record whole, empty on delete or where its block cannot be read
 */
public record RecordFacts(
        int index,
        String collection,
        String rkey,
        String action,
        String recordCid,
        String prevCid,
        String repository,
        String digest,
        String blobDigest,
        String mediaType,
        String tag,
        String manifestUri,
        String holdDid,
        long createdAt,
        String json,
        List<Finding> findings) {

    /** No usable time in the record. */
    public static final long NO_TIME = Long.MIN_VALUE;
}
