package dev.sigwatch.atproto.cid;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Working space for SHA-256, to be reused by whoever hashes many blocks. Not safe for use by several threads at once.
 *
 * <p>AWS-LC computes it where the platform has it: Java's own is fast only once the second JIT compiler has got to it, and
 * thirteen times slower before.
 */
public final class Sha256 {
    /** Bytes in a digest. */
    public static final int LENGTH = 32;

    private final MessageDigest digest = Sha256Library.newDigest();
    private final byte[] scratch = new byte[LENGTH];

    /** Names the library that computes the digests. */
    public static String library() {
        return Sha256Library.name();
    }

    /** Adds bytes to what {@link #finish()} will hash. */
    public Sha256 update(byte[] buf, int offset, int length) {
        digest.update(buf, offset, length);
        return this;
    }

    /** Returns the digest of what was added, in a new array of 32 bytes, and begins anew. */
    public byte[] finish() {
        byte[] out = new byte[LENGTH];
        finish(out);
        return out;
    }

    /** Returns the digest of a slice, in a new array of 32 bytes. */
    public byte[] hash(byte[] buf, int offset, int length) {
        byte[] out = new byte[LENGTH];
        hash(buf, offset, length, out);
        return out;
    }

    /** Writes the digest of a slice to the first 32 bytes of {@code out}. */
    public void hash(byte[] buf, int offset, int length, byte[] out) {
        update(buf, offset, length).finish(out);
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

    /** Writes the digest of what was added to the first 32 bytes of {@code out}, and begins anew. */
    public void finish(byte[] out) {
        try {
            digest.digest(out, 0, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 needs 32 bytes to write to", e);
        }
    }
}
