package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An account's key. {@link #key()} signs the same bytes with the same signature always; this can also sign them with another, as
 * signers do whose nonces are random.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, §4.1.3</a>
 */
final class SigningKey {
    private static final int SCALAR = 32;
    /** Orders of the curves' groups, <a href="https://www.secg.org/sec2-v2.pdf">SEC 2</a>. */
    private static final BigInteger K256_ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final PrivateKey key;
    private final BigInteger scalar;

    private SigningKey(PrivateKey key, BigInteger scalar) {
        this.key = key;
        this.scalar = scalar;
    }

    static SigningKey generate(Curve curve, RandomGenerator random) {
        BigInteger scalar = scalar(curve, random);
        return new SigningKey(PrivateKey.of(curve, bytes(scalar)), scalar);
    }

    PrivateKey key() {
        return key;
    }

    PublicKey publicKey() {
        return key.publicKey();
    }

    /** Signs a digest with a nonce drawn from {@code random}: 64 bytes r‖s with low s. */
    byte[] signAnew(byte[] digest, RandomGenerator random) {
        Curve curve = publicKey().curve();
        BigInteger order = order(curve);
        BigInteger nonce = scalar(curve, random);
        // A nonce's point is the public key of a private key of that number.
        byte[] point = PrivateKey.of(curve, bytes(nonce)).publicKey().uncompressed();
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + SCALAR)).mod(order);
        BigInteger s = nonce.modInverse(order)
                .multiply(new BigInteger(1, digest).add(r.multiply(scalar)))
                .mod(order);
        byte[] signature = new byte[2 * SCALAR];
        System.arraycopy(bytes(r), 0, signature, 0, SCALAR);
        System.arraycopy(bytes(s), 0, signature, SCALAR, SCALAR);
        return SignatureForm.of(curve, signature) == SignatureForm.HIGH_S
                ? SignatureForm.twin(curve, signature)
                : signature;
    }

    private static BigInteger scalar(Curve curve, RandomGenerator random) {
        byte[] bytes = new byte[SCALAR];
        BigInteger scalar;
        do {
            random.nextBytes(bytes);
            scalar = new BigInteger(1, bytes);
        } while (scalar.signum() == 0 || scalar.compareTo(order(curve)) >= 0);
        return scalar;
    }

    private static BigInteger order(Curve curve) {
        return curve == Curve.K256 ? K256_ORDER : P256_ORDER;
    }

    private static byte[] bytes(BigInteger scalar) {
        byte[] bytes = new byte[SCALAR];
        byte[] magnitude = scalar.toByteArray();
        int length = Math.min(SCALAR, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - length, bytes, SCALAR - length, length);
        return bytes;
    }
}
