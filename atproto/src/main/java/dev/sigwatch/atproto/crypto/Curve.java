package dev.sigwatch.atproto.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** A curve whose signatures the network accepts, per <a href="https://atproto.com/specs/cryptography">the cryptography spec</a>. */
@SuppressWarnings(
        "ImmutableEnumChecker") // Its arrays are private and never written, and the library's domain is immutable.
public enum Curve {
    /** secp256k1, {@code ES256K}; multicodec 0xE7. */
    K256("secp256k1", "EcdsaSecp256k1VerificationKey2019", (byte) 0xE7, (byte) 0x01),
    /** NIST P-256, secp256r1, {@code ES256}; multicodec 0x1200. */
    P256("secp256r1", "EcdsaSecp256r1VerificationKey2019", (byte) 0x80, (byte) 0x24);

    /** Bytes of a field element and of a scalar. */
    static final int SCALAR = 32;

    private final String legacyType;
    private final byte[] multicodec;
    private final ECDomainParameters domain;
    private final byte[] order;
    private final byte[] halfOrder;

    Curve(String name, String legacyType, byte... multicodec) {
        this.legacyType = legacyType;
        this.multicodec = multicodec;
        // The custom implementations of these curves are six times faster than the generic ones behind SECNamedCurves.
        X9ECParameters parameters = CustomNamedCurves.getByName(name);
        this.domain =
                new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
        this.order = scalar(parameters.getN());
        this.halfOrder = scalar(parameters.getN().shiftRight(1));
    }

    /** The verification method type of this curve's keys in DID documents that predate {@code Multikey}. */
    public String legacyType() {
        return legacyType;
    }

    ECDomainParameters domain() {
        return domain;
    }

    /** The two bytes of the multicodec varint in front of a compressed point. */
    byte multicodec(int index) {
        return multicodec[index];
    }

    /** Whether the 32 bytes at {@code offset} are in 1 … n-1. */
    boolean isScalar(byte[] buf, int offset) {
        return !isZero(buf, offset) && compare(buf, offset, order) < 0;
    }

    /** Whether the 32 bytes at {@code offset} exceed (n-1)/2. */
    boolean isHigh(byte[] buf, int offset) {
        return compare(buf, offset, halfOrder) > 0;
    }

    /** A number below 2^256 as 32 bytes, big-endian. */
    static byte[] scalar(BigInteger value) {
        byte[] out = new byte[SCALAR];
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, SCALAR);
        System.arraycopy(bytes, bytes.length - length, out, SCALAR - length, length);
        return out;
    }

    /**
     * Holds callers to SHA-256, the only digest the network signs.
     *
     * @throws IllegalArgumentException if {@code digest} is not 32 bytes
     */
    static void requireDigest(byte[] digest) {
        if (digest.length != SCALAR) {
            throw new IllegalArgumentException("digest of " + digest.length + " bytes, not 32");
        }
    }

    private static int compare(byte[] buf, int offset, byte[] bound) {
        return Arrays.compareUnsigned(buf, offset, offset + SCALAR, bound, 0, SCALAR);
    }

    private static boolean isZero(byte[] buf, int offset) {
        int bits = 0;
        for (int i = 0; i < SCALAR; i++) {
            bits |= buf[offset + i];
        }
        return bits == 0;
    }
}
