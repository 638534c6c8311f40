package dev.sigwatch.atproto.crypto;

import dev.sigwatch.atproto.MalformedException;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A scalar that signs, for networks of our own. Signing is deterministic
 * (<a href="https://www.rfc-editor.org/rfc/rfc6979">RFC 6979</a> with HMAC-SHA-256), so equal seeds give equal bytes.
 */
public final class PrivateKey {
    private final Curve curve;
    private final BigInteger scalar;
    private final PublicKey publicKey;

    private PrivateKey(Curve curve, BigInteger scalar) {
        this.curve = curve;
        this.scalar = scalar;
        this.publicKey = new PublicKey(
                curve,
                new FixedPointCombMultiplier()
                        .multiply(curve.domain().getG(), scalar)
                        .getEncoded(false));
    }

    /**
     * A key from its 32 bytes, big-endian.
     *
     * @throws MalformedException if there are not 32, or the number is not in 1 … n-1
     */
    public static PrivateKey of(Curve curve, byte[] scalar) {
        if (scalar.length != Curve.SCALAR || !curve.isScalar(scalar, 0)) {
            throw new MalformedException(-1, "private key: not 32 bytes of a number in 1 … n-1");
        }
        return new PrivateKey(curve, new BigInteger(1, scalar));
    }

    /** A key drawn from {@code random}: a {@code SecureRandom} for secrets, a seeded one for reproducible networks. */
    public static PrivateKey generate(Curve curve, RandomGenerator random) {
        byte[] scalar = new byte[Curve.SCALAR];
        do {
            random.nextBytes(scalar);
        } while (!curve.isScalar(scalar, 0));
        return new PrivateKey(curve, new BigInteger(1, scalar));
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Signs a SHA-256 digest.
     *
     * @param digest 32 bytes
     * @return 64 bytes r‖s with low s, a new array
     */
    public byte[] sign(byte[] digest) {
        Curve.requireDigest(digest);
        // One signer per call: the signer and its nonce calculator hold the state of one signature.
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar, curve.domain()));
        BigInteger[] rs = signer.generateSignature(digest);
        byte[] out = new byte[SignatureForm.COMPACT_LENGTH];
        System.arraycopy(Curve.scalar(rs[0]), 0, out, 0, Curve.SCALAR);
        System.arraycopy(Curve.scalar(rs[1]), 0, out, Curve.SCALAR, Curve.SCALAR);
        if (curve.isHigh(out, Curve.SCALAR)) {
            byte[] low = Curve.scalar(curve.domain().getN().subtract(rs[1]));
            System.arraycopy(low, 0, out, Curve.SCALAR, Curve.SCALAR);
        }
        return out;
    }

    /** Names the public key: the scalar must not reach a log. */
    @Override
    public String toString() {
        return "private key of " + publicKey;
    }
}
