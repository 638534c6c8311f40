package dev.sigwatch.audit;

/** How an image's digest hangs together with its record: key, digest and the hash in the blob's CID must be one. */
public enum Binding {
    /** Not a manifest, or not readable. */
    NONE("none"),
    /** All three are the same: who has the digest has the signed record, and the other way round. */
    BOUND("bound"),
    /** A record of an old form: it has no bytes to prove its digest, or a key that is not the digest, and nothing contradicts. */
    UNBOUND_LEGACY("unbound-legacy"),
    /** They contradict each other. */
    MISMATCH("mismatch");

    private final String wireName;

    Binding(String wireName) {
        this.wireName = wireName;
    }

    /** The name in tables. */
    public String wireName() {
        return wireName;
    }
}
