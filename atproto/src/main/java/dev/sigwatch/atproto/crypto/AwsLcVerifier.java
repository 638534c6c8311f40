package dev.sigwatch.atproto.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * P-256 by AWS-LC, through Amazon's JCA provider. The provider is this object's own: nothing else in the process changes. Every
 * call has its own key and signature objects, which makes this safe for many threads and costs 3 µs of about 55.
 */
final class AwsLcVerifier implements CurveVerifier {
    /** SubjectPublicKeyInfo of id-ecPublicKey on prime256v1 up to the uncompressed point, which ends it (RFC 5480). */
    private static final byte[] SPKI_HEAD =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private final Provider provider;

    /** Loads the library; fails with an undocumented exception or error where the platform has none. */
    AwsLcVerifier() {
        AmazonCorrettoCryptoProvider loaded = new AmazonCorrettoCryptoProvider();
        loaded.assertHealthy();
        this.provider = loaded;
    }

    @Override
    public boolean verify(PublicKey key, byte[] digest, byte[] signature) {
        try {
            // The provider takes r‖s only together with hashing, and DER for a digest.
            Signature verifier = Signature.getInstance("NONEwithECDSA", provider);
            verifier.initVerify(KeyFactory.getInstance("EC", provider)
                    .generatePublic(new X509EncodedKeySpec(concat(SPKI_HEAD, key.uncompressed()))));
            verifier.update(digest);
            return verifier.verify(der(signature));
        } catch (GeneralSecurityException | RuntimeException unexpected) {
            // Key and DER are well-formed by construction, so this is no verdict.
            throw new IllegalStateException("AWS-LC failed on well-formed input for " + key, unexpected);
        }
    }

    @Override
    public String name() {
        return "AWS-LC";
    }

    /** SEQUENCE { INTEGER r, INTEGER s } with minimal integers, from r‖s. */
    private static byte[] der(byte[] signature) {
        int r = integerLength(signature, 0);
        int s = integerLength(signature, Curve.SCALAR);
        byte[] out = new byte[6 + r + s];
        out[0] = 0x30;
        out[1] = (byte) (4 + r + s);
        putInteger(signature, 0, out, 2, r);
        putInteger(signature, Curve.SCALAR, out, 4 + r, s);
        return out;
    }

    private static int integerLength(byte[] buf, int offset) {
        int zeros = 0;
        while (zeros < Curve.SCALAR - 1 && buf[offset + zeros] == 0) {
            zeros++;
        }
        int sign = buf[offset + zeros] < 0 ? 1 : 0;
        return Curve.SCALAR - zeros + sign;
    }

    private static void putInteger(byte[] from, int offset, byte[] out, int at, int length) {
        out[at] = 0x02;
        out[at + 1] = (byte) length;
        int digits = Math.min(length, Curve.SCALAR);
        System.arraycopy(from, offset + Curve.SCALAR - digits, out, at + 2 + length - digits, digits);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] out = new byte[head.length + tail.length];
        System.arraycopy(head, 0, out, 0, head.length);
        System.arraycopy(tail, 0, out, head.length, tail.length);
        return out;
    }
}
