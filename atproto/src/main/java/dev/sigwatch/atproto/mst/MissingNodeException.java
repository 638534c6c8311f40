package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;

/** A partial tree was asked for something that only a node it does not hold could tell: neither yes nor no. */
public final class MissingNodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Exceptions of this kind are never serialized.
    private final Cid cid;

    MissingNodeException(Cid cid) {
        // Without a stack trace: proofs that lack a node are ordinary, and an attacker can send any number of them.
        super("tree node not at hand: " + cid, null, false, false);
        this.cid = cid;
    }

    /** Returns the CID of the node that is not at hand. */
    public Cid cid() {
        return cid;
    }
}
