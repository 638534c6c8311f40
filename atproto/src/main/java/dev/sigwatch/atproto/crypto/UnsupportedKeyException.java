package dev.sigwatch.atproto.crypto;

import dev.sigwatch.atproto.MalformedException;

/**
 * A well-formed multikey of a kind the network does not sign with, such as ed25519. PLC operations may hold any
 * {@code did:key}, so this is an account without a usable key and not a broken document.
 */
public final class UnsupportedKeyException extends MalformedException {
    private static final long serialVersionUID = 1L;

    private final long codec;

    UnsupportedKeyException(long codec) {
        super(-1, "key: multicodec 0x" + Long.toHexString(codec) + " is neither K-256 nor P-256");
        this.codec = codec;
    }

    /** The key's code in the multicodec table, such as 0xED for ed25519. */
    public long codec() {
        return codec;
    }
}
