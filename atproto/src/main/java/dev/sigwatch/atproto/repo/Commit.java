package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import org.jspecify.annotations.Nullable;

/**
 * A signed commit, repository version 3.
 *
 * @param did whose repository
 * @param data root of the Merkle search tree
 * @param rev revision, increasing with every commit
 * @param prev previous commit; almost always null, but part of the signed bytes either way
 * @param signature as found, normally 64 bytes r‖s
 * @param digest SHA-256 over the canonical encoding without {@code sig}: what the signature signs
 * @see <a href="https://atproto.com/specs/repository#commit-objects">Commit objects</a>
 */
public record Commit(Did did, Cid data, Tid rev, @Nullable Cid prev, byte[] signature, byte[] digest) {

    /** The only version a live event may carry. */
    public static final int VERSION = 3;

    /** Makes and signs a commit that names no previous one, as today's hosts do. */
    public static Commit sign(Did did, Cid data, Tid rev, PrivateKey key) {
        byte[] unsigned = encode(did, data, rev, null, null);
        byte[] digest = new Sha256().hash(unsigned, 0, unsigned.length);
        return new Commit(did, data, rev, null, key.sign(digest), digest);
    }

    /** The block's bytes: canonical DRISL of all six fields. */
    public byte[] toBytes() {
        return encode(did, data, rev, prev, signature);
    }

    private static byte[] encode(Did did, Cid data, Tid rev, @Nullable Cid prev, byte @Nullable [] signature) {
        CborWriter writer = new CborWriter();
        writer.writeMap(signature == null ? 5 : 6);
        writer.writeText("did");
        writer.writeText(did.value());
        writer.writeText("rev");
        writer.writeText(rev.value());
        if (signature != null) {
            writer.writeText("sig");
            writer.writeBytes(signature);
        }
        writer.writeText("data");
        writer.writeLink(data);
        writer.writeText("prev");
        if (prev == null) {
            writer.writeNull();
        } else {
            writer.writeLink(prev);
        }
        writer.writeText("version");
        writer.writeInt(VERSION);
        return writer.toBytes();
    }
}
