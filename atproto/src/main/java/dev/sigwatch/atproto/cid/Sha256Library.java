package dev.sigwatch.atproto.cid;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Chooses once who computes SHA-256: the native library if it is there and right about a known digest, else Java. */
final class Sha256Library {
    private static final String ALGORITHM = "SHA-256";
    /** FIPS 180-2, appendix B.1. */
    private static final String DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final @Nullable Provider NATIVE = nativeProvider();

    private Sha256Library() {}

    static String name() {
        return NATIVE == null ? "Java" : "AWS-LC";
    }

    static MessageDigest newDigest() {
        try {
            return NATIVE == null ? MessageDigest.getInstance(ALGORITHM) : MessageDigest.getInstance(ALGORITHM, NATIVE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable Provider nativeProvider() {
        try {
            AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
            provider.assertHealthy();
            byte[] digest =
                    MessageDigest.getInstance(ALGORITHM, provider).digest("abc".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).equals(DIGEST_OF_ABC) ? provider : null;
        } catch (GeneralSecurityException | RuntimeException | LinkageError platformHasNone) {
            return null;
        }
    }
}
