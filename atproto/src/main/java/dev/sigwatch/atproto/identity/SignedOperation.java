package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Did;

/** A signed operation of any type, to be put into a directory of our own. */
public sealed interface SignedOperation permits SignedPlcOperation, PlcTombstone, LegacyCreate {
    /** The whole operation in DRISL, of which the CID is taken. */
    byte[] bytes();

    /** The operation in the directory's JSON. */
    String toJson();

    /** The operation's name, to which the next one's {@code prev} refers. */
    default Cid cid() {
        return Cid.ofDagCbor(bytes());
    }

    /** The DID that this operation founds, if it is a first one. */
    default Did deriveDid() {
        return PlcHistory.derive(cid());
    }
}
