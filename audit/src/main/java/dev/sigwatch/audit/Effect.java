package dev.sigwatch.audit;

/** What a finding does to the verdict. */
public enum Effect {
    /** Nothing: a remark. */
    NOTE,
    /** Its line of proof could not be checked. */
    UNPROVEN,
    /** Its line of proof is false. */
    VIOLATION,
    /** The frame could not be read. */
    MALFORMED
}
