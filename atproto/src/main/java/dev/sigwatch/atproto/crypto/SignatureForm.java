package dev.sigwatch.atproto.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What can be said of a signature without its key. Only {@link #OK} may be verified: the network's form is 64 bytes r‖s with
 * 1 ≤ r,s &lt; n and s ≤ (n-1)/2, and <a href="https://atproto.com/specs/cryptography">the spec</a> binds verifiers to it.
 */
public enum SignatureForm {
    /** The one accepted form. */
    OK,
    /** Neither 64 bytes nor DER. */
    LENGTH,
    /** An ASN.1 DER sequence, as most libraries write by default. */
    DER,
    /** r or s is zero, or not below the order of the curve. */
    RANGE,
    /** s is in the upper half: the twin that anyone can derive from the accepted signature. */
    HIGH_S;

    /** Bytes of a compact signature: r and s of 32 bytes each. */
    public static final int COMPACT_LENGTH = 2 * Curve.SCALAR;

    /** Shortest DER signature: two one-byte integers. */
    private static final int DER_MIN = 8;

    /** Longest DER signature of a 256-bit curve: two 33-byte integers. */
    private static final int DER_MAX = 72;

    /** The form of {@code signature}, any bytes, under a key of {@code curve}. */
    public static SignatureForm of(Curve curve, byte[] signature) {
        SignatureForm form = of(signature);
        if (form != OK) {
            return form;
        }
        if (!curve.isScalar(signature, 0) || !curve.isScalar(signature, Curve.SCALAR)) {
            return RANGE;
        }
        return curve.isHigh(signature, Curve.SCALAR) ? HIGH_S : OK;
    }

    /** The form as far as it shows without a curve: {@link #OK}, {@link #LENGTH} or {@link #DER}. */
    public static SignatureForm of(byte[] signature) {
        if (signature.length == COMPACT_LENGTH) {
            return OK;
        }
        return isDer(signature) ? DER : LENGTH;
    }

    /**
     * The other signature that the same signing yields, r ‖ n-s: low where {@code signature} is high, to tell a malleated
     * signature from a wrong one.
     *
     * @param signature 64 bytes in range
     */
    public static byte[] twin(Curve curve, byte[] signature) {
        BigInteger s = new BigInteger(1, signature, Curve.SCALAR, Curve.SCALAR);
        byte[] twin = Arrays.copyOf(signature, COMPACT_LENGTH);
        System.arraycopy(Curve.scalar(curve.domain().getN().subtract(s)), 0, twin, Curve.SCALAR, Curve.SCALAR);
        return twin;
    }

    /** Whether it is an ASN.1 DER sequence of two integers; some of 64 bytes are, which {@link #of(byte[])} does not say. */
    public static boolean isDer(byte[] signature) {
        int length = signature.length;
        if (length < DER_MIN || length > DER_MAX || signature[0] != 0x30 || signature[1] != length - 2) {
            return false;
        }
        int s = 4 + signature[3];
        return signature[2] == 0x02
                && signature[3] > 0
                && s + 2 < length
                && signature[s] == 0x02
                && s + 2 + signature[s + 1] == length;
    }
}
