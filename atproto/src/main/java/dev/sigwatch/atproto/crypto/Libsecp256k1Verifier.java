package dev.sigwatch.atproto.crypto;

import fr.acinq.secp256k1.Secp256k1;

/**
 * K-256 by Bitcoin's library, through ACINQ's JNI binding. A call keeps nothing, and all share one context that verification
 * only reads, which the library allows from many threads at once.
 */
final class Libsecp256k1Verifier implements CurveVerifier {
    private final Secp256k1 library;

    /** Loads the library; fails with an undocumented exception or error where the platform has none. */
    Libsecp256k1Verifier() {
        this.library = Secp256k1.get();
    }

    @Override
    public boolean verify(PublicKey key, byte[] digest, byte[] signature) {
        try {
            return library.verify(signature, digest, key.uncompressed());
        } catch (RuntimeException unexpected) {
            // It throws for a key off the curve and for wrong lengths. None of them gets here, so this is no verdict.
            throw new IllegalStateException("libsecp256k1 failed on well-formed input for " + key, unexpected);
        }
    }

    @Override
    public String name() {
        return "libsecp256k1";
    }
}
