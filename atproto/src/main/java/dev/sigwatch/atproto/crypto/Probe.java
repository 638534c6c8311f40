package dev.sigwatch.atproto.crypto;

import java.util.HexFormat;

/**
 * A signature known to be good and, with one bit changed, known to be bad: asked of a native library before it is trusted. Made
 * by {@link PrivateKey} from the scalar and digest 01 02 … 20.
 */
record Probe(PublicKey key, byte[] digest, byte[] signature) {
    private static final String DIGEST = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

    static Probe of(Curve curve) {
        return switch (curve) {
            case K256 ->
                of(
                        "did:key:zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh",
                        "0e9363221a2bead61df52c07f9ad41094b83eb9057deb02400bbd93f6b8406e5"
                                + "1b6cf8624f7c6357058b4906a261225af81866d092fec9c441f00ec1a99f1ea2");
            case P256 ->
                of(
                        "did:key:zDnaeVuZeVRqvscGkiEoR9PFFra2xZUMp97ZPuGFK1VLU7iYN",
                        "3a6ec13009c4f489a213ac6f6e466eb3b81219c0878475ef0ffe6c249da9ff5b"
                                + "6fe9451d5c7f9bb10b828a13526d076f653af5eee37f684014c0e64c5409cf6b");
        };
    }

    /** @throws IllegalStateException if {@code verifier} gives a wrong answer */
    void check(CurveVerifier verifier) {
        byte[] bad = digest.clone();
        bad[31] ^= 1;
        if (!verifier.verify(key, digest, signature) || verifier.verify(key, bad, signature)) {
            throw new IllegalStateException("wrong answer on a known " + key.curve() + " signature");
        }
    }

    private static Probe of(String didKey, String signature) {
        HexFormat hex = HexFormat.of();
        return new Probe(PublicKey.parseDidKey(didKey), hex.parseHex(DIGEST), hex.parseHex(signature));
    }
}
