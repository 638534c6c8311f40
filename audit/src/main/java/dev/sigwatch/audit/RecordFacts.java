package dev.sigwatch.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * One {@code io.atcr.*} operation, or a record that an export showed, and what its record says. Text fields are empty where the record does not have them.
 *
 * @param index place of the operation in its commit, or of the record in its part of an export, from 0
 * @param createdAt microseconds since the epoch, {@link #NO_TIME} where absent or invalid
 * @param json the record whole; empty on delete, where its block cannot be read, and where a record before has the same block
 * @param registry what the registry's rules make of it
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
        RegistryFacts registry,
        List<Finding> findings) {

    /** These facts as another action, with the value before and what was found. */
    public RecordFacts as(String otherAction, String before, List<Finding> found) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(found);
        return new RecordFacts(
                index,
                collection,
                rkey,
                otherAction,
                recordCid,
                before,
                repository,
                digest,
                blobDigest,
                mediaType,
                tag,
                manifestUri,
                holdDid,
                createdAt,
                json,
                registry,
                List.copyOf(all));
    }

    /** These facts with the digest that the tag pointed to before, empty if none is known, and more findings. */
    public RecordFacts judged(String beforeDigest, List<Finding> found) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(found);
        return new RecordFacts(
                index,
                collection,
                rkey,
                action,
                recordCid,
                prevCid,
                repository,
                digest,
                blobDigest,
                mediaType,
                tag,
                manifestUri,
                holdDid,
                createdAt,
                json,
                registry.after(beforeDigest),
                List.copyOf(all));
    }

    /** Collection and key. */
    public String path() {
        return collection + "/" + rkey;
    }

    /** A record that is no more. */
    public static RecordFacts gone(int index, String path, String action, String before, Finding found) {
        int slash = path.indexOf('/');
        return new RecordFacts(
                index,
                path.substring(0, slash),
                path.substring(slash + 1),
                action,
                "",
                before,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                NO_TIME,
                "",
                RegistryFacts.NONE,
                List.of(found));
    }

    /** No usable time in the record. */
    public static final long NO_TIME = Long.MIN_VALUE;
}
