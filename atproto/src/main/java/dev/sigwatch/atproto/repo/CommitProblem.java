package dev.sigwatch.atproto.repo;

/** Why a commit block is not an acceptable signed commit. */
public enum CommitProblem {
    /** Not CBOR, or not a map. */
    UNREADABLE,
    /** Readable, but not the canonical encoding: a copy of somebody's commit under another CID. */
    NON_CANONICAL,
    /** A field is missing or has the wrong type or syntax. */
    FIELD,
    /** {@code rev} is not a TID. */
    REV_SYNTAX,
    /** Fields beyond the six of version 3. */
    UNKNOWN_FIELDS,
    /** Version 2: legal in old exports only. */
    VERSION_2,
    /** Any other version but 3. */
    VERSION,
    /** The signature is not 64 bytes. */
    SIGNATURE_LENGTH,
    /** The signature is DER. */
    SIGNATURE_DER
}
