package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.cid.Cid;

/**
 * Bytes under their CID.
 *
 * @param cid the content identifier
 * @param data the bytes, which nobody writes to
 */
public record Block(Cid cid, byte[] data) {
    /** Returns DRISL bytes as a block, under the CID they hash to. */
    public static Block ofDagCbor(byte[] data) {
        return new Block(Cid.ofDagCbor(data), data);
    }
}
