package dev.sigwatch.audit;

/** The kind of frame, as the {@code kind} column names it. */
public enum EventKind {
    COMMIT("commit"),
    SYNC("sync"),
    IDENTITY("identity"),
    ACCOUNT("account"),
    /** Not a frame: a part of a repository's export, taken by us. */
    EXPORT("export"),
    /** Messages about the stream itself: {@code #info} and error frames. */
    INFO("info"),
    /** Removed and unknown message types, and frames that cannot be read. */
    UNKNOWN("unknown");

    private final String wireName;

    EventKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in tables and output. */
    public String wireName() {
        return wireName;
    }
}
