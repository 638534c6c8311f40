package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.judge.RegistryNote.Deleted;
import org.jspecify.annotations.Nullable;

/**
 * One operation against what was known of its record.
 *
 * @param before the record until then, null if none is known
 * @param deleted what was deleted under its path, where there is nothing before and that is remembered
 * @param after the record from then on, null if it was deleted
 */
record RecordChange(
        RecordFacts record,
        @Nullable KnownRecord before,
        @Nullable Deleted deleted,
        @Nullable KnownRecord after) {

    String path() {
        return record.path();
    }

    /** The record until then if its owner answers for it, else null. */
    @Nullable
    KnownRecord ownBefore() {
        return before == null || before.disowned() ? null : before;
    }

    /** Whether the operation follows on a value that somebody else had written, as far as the message tells. */
    boolean isAfterDisowned() {
        return before != null
                && before.disowned()
                && (record.prevCid().isEmpty() || record.prevCid().equals(before.cid()));
    }

    /** What a tag pointed to until then; empty if it is not known. */
    String digestBefore() {
        if (before == null || !record.collection().equals(KnownRecord.TAG)) {
            return "";
        }
        // The owner went back to before the theft, and what the tag says since is their own again.
        boolean isUndone = before.disowned() && !isAfterDisowned();
        return isUndone ? before.newestPointed() : before.digest();
    }
}
