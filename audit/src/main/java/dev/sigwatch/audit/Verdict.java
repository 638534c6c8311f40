package dev.sigwatch.audit;

/** What was concluded about one frame. "Could not check" is never folded into either side. */
public enum Verdict {
    /** Everything that was checked holds. */
    VERIFIED,
    /** Something was checked and is false. */
    VIOLATION,
    /** Something could not be checked; nothing that was checked is false. */
    UNPROVEN,
    /** The bytes could not be read. */
    MALFORMED,
    /** An unsigned notice, which claims nothing that can be checked. */
    NOTICE
}
