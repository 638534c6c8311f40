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
    private final byte[] scratch = new byte[LENGTH];

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

    /** Returns the number of zero bits with which the digest begins, 0 to 256. */
    public int leadingZeros(byte[] bytes) {
        hash(bytes, 0, bytes.length, scratch);
        int i = 0;
        while (i < LENGTH && scratch[i] == 0) {
            i++;
        }
        return 8 * i + (i == LENGTH ? 0 : Integer.numberOfLeadingZeros(scratch[i] & 0xff) - 24);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
