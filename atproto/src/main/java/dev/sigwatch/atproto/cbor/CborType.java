package dev.sigwatch.atproto.cbor;

/** The kinds of item in DRISL. */
public enum CborType {
    /** A signed 64-bit integer. */
    INT,
    /** A byte string. */
    BYTES,
    /** UTF-8 text. */
    TEXT,
    /** A list of items. */
    ARRAY,
    /** A map with text keys. */
    MAP,
    /** A CID in tag 42. */
    LINK,
    /** True or false. */
    BOOL,
    /** The null value. */
    NULL,
    /** A finite 64-bit float; DRISL has it, the ATProto data model does not. */
    FLOAT
}
