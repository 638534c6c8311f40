package dev.sigwatch.atproto;

/**
 * Bytes or text that cannot be read as the format they claim to be. Everything hostile input can cause in this library
 * is this exception; it carries no stack trace, because it is an outcome and not a bug.
 */
public class MalformedException extends RuntimeException {
    private final int offset;
    private final String rule;

    /**
     * @param offset where in the buffer the fault was found, or -1 for text
     * @param rule the rule that was broken, in the vocabulary of the specification
     */
    public MalformedException(int offset, String rule) {
        super(offset < 0 ? rule : rule + " at byte " + offset, null, false, false);
        this.offset = offset;
        this.rule = rule;
    }

    /** Returns the offset in the buffer at which the fault was found, or -1 for text. */
    public int offset() {
        return offset;
    }

    /** Returns the rule that was broken. */
    public String rule() {
        return rule;
    }
}
