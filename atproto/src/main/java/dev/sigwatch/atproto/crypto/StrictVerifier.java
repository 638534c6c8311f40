package dev.sigwatch.atproto.crypto;

/** Applies the network's rules on form once, the same whichever library follows, then asks the curve's library. */
final class StrictVerifier implements SignatureVerifier {
    private final CurveVerifier k256;
    private final CurveVerifier p256;
    private final String name;

    StrictVerifier(SignatureVerifiers.Choice k256, SignatureVerifiers.Choice p256) {
        this.k256 = k256.verifier();
        this.p256 = p256.verifier();
        this.name = "K-256 " + k256 + ", P-256 " + p256;
    }

    @Override
    public boolean verify(PublicKey key, byte[] digest, byte[] signature) {
        Curve.requireDigest(digest);
        if (SignatureForm.of(key.curve(), signature) != SignatureForm.OK) {
            return false;
        }
        return switch (key.curve()) {
            case K256 -> k256.verify(key, digest, signature);
            case P256 -> p256.verify(key, digest, signature);
        };
    }

    @Override
    public String name() {
        return name;
    }
}
