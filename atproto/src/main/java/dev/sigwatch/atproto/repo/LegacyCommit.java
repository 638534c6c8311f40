package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Did;

/**
 * A signed commit of repository version 2, of 2023: it need not have a {@code rev}. Old exports are still made of it, live events
 * are not.
 *
 * @param did whose repository
 * @param data root of the Merkle search tree
 * @param signature as found, normally 64 bytes r‖s
 * @param digest SHA-256 over the block without {@code sig}: what the signature signs
 */
public record LegacyCommit(Did did, Cid data, byte[] signature, byte[] digest) {
    /** The version. */
    public static final int VERSION = 2;
}
