package dev.sigwatch.ingest.log;

/** Why a frame is not forwarded. */
enum FilterReason {
    /** The DID has never written an {@code io.atcr.*} record, and the scope is publishers. */
    NOT_PUBLISHER("not-publisher"),
    /** The same bytes under the same sequence number were forwarded from an earlier connection. */
    DUPLICATE("duplicate");

    private final String wireName;

    FilterReason(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
