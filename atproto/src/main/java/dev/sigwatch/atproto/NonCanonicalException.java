package dev.sigwatch.atproto;

/**
 * CBOR that other decoders may read but that is not the one canonical form (DRISL) of its value. Kept apart from plain
 * {@link MalformedException} because such bytes are how a third party makes a second CID for signed content.
 */
public final class NonCanonicalException extends MalformedException {
    /**
     * @param offset where in the buffer the fault was found
     * @param rule the rule that was broken
     */
    public NonCanonicalException(int offset, String rule) {
        super(offset, rule);
    }
}
