package dev.sigwatch.audit.registry;

/**
 * A record, and how it was come by.
 *
 * @param did whose repository it is in
 * @param action {@code create} or {@code update}; else it was found in an export, and nothing is known of when it was written
 * @param rev the commit's revision
 * @param seenAt when the frame or export arrived, microseconds since the epoch
 */
public record RegistryRecord(
        String did, String collection, String rkey, String action, String rev, long seenAt, RecordContents contents) {

    /** A field's text, empty where the field is not there or not text. */
    String text(String field) {
        return contents.text(field);
    }

    boolean isIn(String nsid) {
        return collection.equals(nsid);
    }

    boolean isCreated() {
        return action.equals("create");
    }

    boolean isWritten() {
        return isCreated() || action.equals("update");
    }
}
