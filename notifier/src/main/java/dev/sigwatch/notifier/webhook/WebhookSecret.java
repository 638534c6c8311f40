package dev.sigwatch.notifier.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook's sender and receiver share. Never shown. */
public final class WebhookSecret {
    /** Shorter ones are guessed. */
    private static final int LEAST_BYTES = 16;
    /** Longer files are not secrets. */
    private static final int MOST_BYTES = 4096;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private WebhookSecret(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads the secret: the bytes of the file, without white space at either end.
     *
     * @throws IOException if the file cannot be read, or holds fewer than 16 or more than 4096 bytes
     */
    public static WebhookSecret read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("a secret has at most " + MOST_BYTES + " bytes");
        }
        return of(Files.readString(file, StandardCharsets.UTF_8));
    }

    /**
     * A secret that is at hand.
     *
     * @throws IOException if it is too short
     */
    public static WebhookSecret of(String text) throws IOException {
        byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
        if (secret.length < LEAST_BYTES) {
            throw new IOException("a secret has at least " + LEAST_BYTES + " bytes");
        }
        return new WebhookSecret(secret);
    }

    /** HMAC-SHA256 over the timestamp in decimal digits, a full stop and the body; in lower-case hex. */
    public String sign(long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "a secret of " + secret.length + " bytes";
    }
}
