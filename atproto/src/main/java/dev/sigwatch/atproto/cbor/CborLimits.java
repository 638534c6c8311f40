package dev.sigwatch.atproto.cbor;

/**
 * The caps on what is read, from the "Limits" that <a href="https://atproto.com/guides/data-validation">the data validation
 * guide</a> recommends. All are checked before anything is allocated.
 */
public final class CborLimits {
    /** Containers within containers. */
    public static final int MAX_DEPTH = 32;

    /** Elements of one array, or entries of one map. */
    public static final int MAX_CONTAINER_LENGTH = 131_072;

    /** Bytes of one map key. */
    public static final int MAX_KEY_LENGTH = 8_192;

    private CborLimits() {}
}
