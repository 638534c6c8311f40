package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key of the tree with its depth, ordered bytewise and unsigned. Whether the key is a repository path is a question for {@link
 * dev.sigwatch.atproto.syntax.RepoPath}.
 */
public final class MstKey implements Comparable<MstKey> {
    /** Bytes in a key, as the reference implementations bound it. */
    public static final int MAX_LENGTH = 1_024;

    final byte[] bytes;
    private final int depth;

    private MstKey(byte[] bytes, int depth) {
        this.bytes = bytes;
        this.depth = depth;
    }

    /**
     * Returns a key.
     *
     * @throws MalformedException if it has not 1 to 1024 bytes of UTF-8
     */
    public static MstKey of(String text) {
        return of(new Sha256(), text);
    }

    /**
     * Returns a key, hashed with the given working space.
     *
     * @throws MalformedException if it has not 1 to 1024 bytes of UTF-8
     */
    public static MstKey of(Sha256 sha256, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new MalformedException(-1, "tree key must have 1 to 1024 bytes");
        }
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new MalformedException(-1, "tree key that UTF-8 cannot express");
        }
        return new MstKey(bytes, depth(sha256, bytes));
    }

    /** Takes ownership of the bytes, whose depth is known. */
    static MstKey of(byte[] bytes, int depth) {
        return new MstKey(bytes, depth);
    }

    /** Returns the depth of a key: the leading zero bits of its SHA-256, in pairs; 0 to 128. */
    public static int depth(byte[] key) {
        return depth(new Sha256(), key);
    }

    /** Returns the depth of a key, hashed with the given working space. */
    public static int depth(Sha256 sha256, byte[] key) {
        return sha256.leadingZeros(key) / 2;
    }

    /** Returns the depth of the UTF-8 form of a key. */
    public static int depth(String key) {
        return depth(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns how many bytes two keys have in common at their start. */
    public static int commonPrefix(byte[] one, byte[] other) {
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? one.length : mismatch;
    }

    /** Returns the depth of this key, 0 to 128. */
    public int depth() {
        return depth;
    }

    @Override
    public int compareTo(MstKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MstKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the key as text. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
