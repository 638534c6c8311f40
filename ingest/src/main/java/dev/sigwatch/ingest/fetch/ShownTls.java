package dev.sigwatch.ingest.fetch;

import dev.sigwatch.audit.stream.IdentityObservation.Tls;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a host showed to prove its name, when the connection was made. */
final class ShownTls {
    private ShownTls() {}

    /** The certificates shown, null if there were none. */
    static @Nullable Tls of(SSLSession session) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            Certificate[] chain = session.getPeerCertificates();
            for (Certificate certificate : chain) {
                sha256.update(certificate.getEncoded());
            }
            String issuer = chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? leaf.getIssuerX500Principal().getName()
                    : "";
            return new Tls(HexFormat.of().formatHex(sha256.digest()), OneLine.of(issuer));
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
