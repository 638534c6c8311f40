package dev.sigwatch.atproto.cid;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 with its working space kept between calls, for hashing many blocks. Not safe for use by several threads at
 * once; make one per piece of work.
 */
public final class Sha256 {
    /** Bytes in a digest. */
    public static final int LENGTH = 32;

    private final MessageDigest digest = newDigest();

    /** Returns the digest of a slice, in a new array of 32 bytes. */
    public byte[] hash(byte[] buf, int offset, int length) {
        byte[] out = new byte[LENGTH];
        hash(buf, offset, length, out);
        return out;
    }

    /** Writes the digest of a slice to the first 32 bytes of {@code out}. */
    public void hash(byte[] buf, int offset, int length, byte[] out) {
        digest.update(buf, offset, length);
        try {
            digest.digest(out, 0, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 needs 32 bytes to write to", e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
