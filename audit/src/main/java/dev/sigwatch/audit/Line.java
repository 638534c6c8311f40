package dev.sigwatch.audit;

/** The line of proof a finding bears on. */
public enum Line {
    /** Who: the commit's bytes, its signature and the key. */
    SIGNATURE,
    /** What: blocks and operations. */
    TREE,
    /** When: sequence and revision. */
    CHAIN,
    /** Which key: the operations and documents of the DID. Never part of a frame's verdict. */
    IDENTITY,
    /** None of them. */
    NONE
}
