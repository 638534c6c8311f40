package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;

/** A block that is not a node of the tree, or not at its place in it, with the kind of rule it breaks. */
public final class MalformedNodeException extends MalformedException {
    /** The kinds of rule a node can break, alone or by its place. */
    public enum Fault {
        /** Missing, unknown or mistyped fields; a link to something other than DRISL. */
        SCHEMA,
        /** A prefix length that is beyond the key before, or not the longest. */
        PREFIX,
        /** Keys that do not strictly increase. */
        KEY_ORDER,
        /** Keys of different depths. */
        DEPTH,
        /** More entries, longer keys or more layers than are read. */
        LIMIT,
        /** A key that is not a repository path. */
        KEY_SYNTAX,
        /** A key outside what the keys above leave to its subtree. */
        RANGE,
        /** No keys, where there must be some. */
        EMPTY_NODE,
        /** A root that only points on. */
        POINTER_ROOT,
        /** A record named by a CID that is not SHA-256 of DRISL or raw data: legal, but it cannot be checked. */
        VALUE_CID
    }

    private final Fault fault;

    MalformedNodeException(Fault fault, int offset, String rule) {
        super(offset, rule);
        this.fault = fault;
    }

    /** Returns the kind of rule that is broken. */
    public Fault fault() {
        return fault;
    }
}
