package dev.sigwatch.atproto.stream;

/** What is wrong with a frame, before anything inside its blocks is looked at. */
public enum FrameProblem {
    /** Longer than {@link FrameLimits#FRAME_BYTES}; not read. */
    TOO_LARGE,
    /** Not two CBOR maps. */
    MALFORMED,
    /** Readable, but not canonical CBOR. */
    NON_CANONICAL,
    /** A required field is absent. */
    FIELD_MISSING,
    /** A field has the wrong type or breaks its syntax. */
    FIELD_SYNTAX
}
