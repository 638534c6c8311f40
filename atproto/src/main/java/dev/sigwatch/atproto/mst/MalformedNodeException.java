package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;

/** Canonical DRISL that is not a node of the tree, with the kind of rule it breaks. */
public final class MalformedNodeException extends MalformedException {
    /** The kinds of rule a single node can break. */
    public enum Fault {
        /** Missing, unknown or mistyped fields; a link to something other than DRISL. */
        SCHEMA,
        /** A prefix length that is beyond the key before, or not the longest. */
        PREFIX,
        /** Keys that do not strictly increase. */
        KEY_ORDER,
        /** Keys of different depths. */
        DEPTH,
        /** More entries or longer keys than are read. */
        LIMIT
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
