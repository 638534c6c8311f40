package dev.sigwatch.atproto.crypto;

/** The bare ECDSA equation, by one library. {@link StrictVerifier} has checked everything that can be checked without it. */
interface CurveVerifier {
    /**
     * Whether the equation holds.
     *
     * @param key of a curve this library was chosen for
     * @param digest 32 bytes
     * @param signature {@link SignatureForm#OK} on the key's curve
     * @throws IllegalStateException if the library fails
     */
    boolean verify(PublicKey key, byte[] digest, byte[] signature);

    String name();
}
