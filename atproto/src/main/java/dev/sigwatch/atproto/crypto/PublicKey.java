package dev.sigwatch.atproto.crypto;

import dev.sigwatch.atproto.MalformedException;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A point on one of the two curves: never off the curve, never the identity. Holds the uncompressed form, which every verifier
 * reads without a square root; turning it into a library's own key costs them 3 µs of a verification, so nothing else is kept.
 */
public final class PublicKey {
    /** Bytes of 02 or 03, then x. */
    public static final int COMPRESSED_LENGTH = 1 + Curve.SCALAR;

    /** Bytes of 04, then x, then y. */
    public static final int UNCOMPRESSED_LENGTH = 1 + 2 * Curve.SCALAR;

    private static final String DID_KEY = "did:key:";
    private static final int MULTICODEC = 2;

    /** Longest unsigned varint, per the <a href="https://github.com/multiformats/unsigned-varint">unsigned-varint</a> spec. */
    private static final int MAX_VARINT = 9;

    private final Curve curve;
    private final byte[] uncompressed;

    PublicKey(Curve curve, byte[] uncompressed) {
        this.curve = curve;
        this.uncompressed = uncompressed;
    }

    /**
     * Reads {@code did:key:z…}, as PLC operations hold keys.
     *
     * @throws UnsupportedKeyException if it is a key of another curve
     * @throws MalformedException if it is not a key, or not a point of its curve
     */
    public static PublicKey parseDidKey(String text) {
        if (!text.startsWith(DID_KEY)) {
            throw new MalformedException(-1, "key: does not start with did:key:");
        }
        return readMultikey(multibase(text, DID_KEY.length()));
    }

    /**
     * Reads {@code z…}, the {@code publicKeyMultibase} of a verification method of type {@code Multikey}.
     *
     * @throws UnsupportedKeyException if it is a key of another curve
     * @throws MalformedException if it is not a key, or not a point of its curve
     */
    public static PublicKey parseMultikey(String text) {
        return readMultikey(multibase(text, 0));
    }

    /**
     * Reads the {@code publicKeyMultibase} of a verification method of a {@link Curve#legacyType()}: {@code z} and a bare point,
     * 65 bytes as specified or 33 as some accept.
     *
     * @throws MalformedException if it is not a point of {@code curve}
     */
    public static PublicKey parseLegacy(Curve curve, String text) {
        return ofPoint(curve, multibase(text, 0));
    }

    /**
     * A key from its bare point, 33 bytes compressed or 65 uncompressed.
     *
     * @throws MalformedException if that is not a point of {@code curve}, or the identity
     */
    public static PublicKey ofPoint(Curve curve, byte[] point) {
        boolean form =
                switch (point.length) {
                    case COMPRESSED_LENGTH -> point[0] == 2 || point[0] == 3;
                    case UNCOMPRESSED_LENGTH -> point[0] == 4;
                    default -> false;
                };
        if (!form) {
            throw new MalformedException(-1, "key: not a point of 33 bytes 02/03 or of 65 bytes 04");
        }
        try {
            // Throws too for a coordinate outside the field; the identity has no encoding of these lengths.
            ECPoint decoded = curve.domain().getCurve().decodePoint(point);
            return new PublicKey(
                    curve, point.length == UNCOMPRESSED_LENGTH ? point.clone() : decoded.getEncoded(false));
        } catch (IllegalArgumentException offCurve) {
            throw new MalformedException(-1, "key: point is not on " + curve);
        }
    }

    public Curve curve() {
        return curve;
    }

    /** A new array of {@link #COMPRESSED_LENGTH} bytes. */
    public byte[] compressed() {
        byte[] out = Arrays.copyOf(uncompressed, COMPRESSED_LENGTH);
        out[0] = (byte) (2 + (uncompressed[UNCOMPRESSED_LENGTH - 1] & 1));
        return out;
    }

    /** The key's {@link #UNCOMPRESSED_LENGTH} bytes, shared: not to be written to. */
    public byte[] uncompressed() {
        return uncompressed;
    }

    /** The key as {@code did:key:z…}. */
    public String toDidKey() {
        return DID_KEY + toMultikey();
    }

    /** The key as {@code z…}, for {@code publicKeyMultibase} of type {@code Multikey}. */
    public String toMultikey() {
        byte[] bytes = new byte[MULTICODEC + COMPRESSED_LENGTH];
        bytes[0] = curve.multicodec(0);
        bytes[1] = curve.multicodec(1);
        System.arraycopy(compressed(), 0, bytes, MULTICODEC, COMPRESSED_LENGTH);
        return "z" + Base58.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && curve == key.curve && Arrays.equals(uncompressed, key.uncompressed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(uncompressed);
    }

    @Override
    public String toString() {
        return toDidKey();
    }

    private static byte[] multibase(String text, int start) {
        if (text.length() <= start || text.charAt(start) != 'z') {
            throw new MalformedException(-1, "key: not base58btc multibase, which starts with z");
        }
        return Base58.decode(text, start + 1);
    }

    private static PublicKey readMultikey(byte[] bytes) {
        for (Curve curve : Curve.values()) {
            if (bytes.length > MULTICODEC && bytes[0] == curve.multicodec(0) && bytes[1] == curve.multicodec(1)) {
                if (bytes.length != MULTICODEC + COMPRESSED_LENGTH) {
                    throw new MalformedException(-1, "key: multikey of " + curve + " is not 35 bytes");
                }
                return ofPoint(curve, Arrays.copyOfRange(bytes, MULTICODEC, bytes.length));
            }
        }
        throw notSupported(bytes);
    }

    /** Key types have codes above 0x7F, so a one-byte code is no key of any kind; it may be a point without a code. */
    private static MalformedException notSupported(byte[] bytes) {
        long codec = 0;
        for (int i = 0; i < Math.min(bytes.length - 1, MAX_VARINT); i++) {
            codec |= (long) (bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0) {
                boolean minimal = i > 0 && bytes[i] != 0;
                return minimal ? new UnsupportedKeyException(codec) : new MalformedException(-1, "key: no multicodec");
            }
        }
        return new MalformedException(-1, "key: no multicodec");
    }
}
