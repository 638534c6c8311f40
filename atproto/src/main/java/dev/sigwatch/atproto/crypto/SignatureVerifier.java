package dev.sigwatch.atproto.crypto;

/** Decides whether a signature is the key's, by the network's strict rules. Safe for use by many threads at once. */
public interface SignatureVerifier {
    /**
     * Verifies a signature over a SHA-256 digest. True only if the signature is in the accepted form
     * ({@link SignatureForm#OK}: 64 bytes, r and s in range, low s) and verifies.
     *
     * @param digest 32 bytes
     * @param signature any bytes
     * @throws IllegalArgumentException if the digest is not 32 bytes
     * @throws IllegalStateException if the library underneath fails on well-formed input; says nothing of the signature
     */
    boolean verify(PublicKey key, byte[] digest, byte[] signature);

    /** Which library verifies which curve, for logs and people: {@code K-256 libsecp256k1, P-256 AWS-LC}. */
    String name();
}
