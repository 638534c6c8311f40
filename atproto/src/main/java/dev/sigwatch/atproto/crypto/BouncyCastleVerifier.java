package dev.sigwatch.atproto.crypto;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** Both curves in Java. Each call has a signer of its own, which makes this safe for many threads. */
final class BouncyCastleVerifier implements CurveVerifier {
    @Override
    public boolean verify(PublicKey key, byte[] digest, byte[] signature) {
        ECDomainParameters domain = key.curve().domain();
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, new ECPublicKeyParameters(domain.getCurve().decodePoint(key.uncompressed()), domain));
        BigInteger r = new BigInteger(1, signature, 0, Curve.SCALAR);
        BigInteger s = new BigInteger(1, signature, Curve.SCALAR, Curve.SCALAR);
        return signer.verifySignature(digest, r, s);
    }

    @Override
    public String name() {
        return "Bouncy Castle";
    }
}
