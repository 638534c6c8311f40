package dev.sigwatch.notifier.webhook;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifier;
import dev.sigwatch.notifier.http.HttpPost;
import dev.sigwatch.notifier.http.HttpTarget;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Posts each alert as JSON, signed: {@link WebhookSecret#sign}. */
public final class WebhookNotifier implements Notifier {
    /** Seconds since the epoch, as signed: a receiver refuses what is older than a few minutes. */
    public static final String TIMESTAMP = "Sigwatch-Timestamp";
    /** {@code v1=} and the signature in hex. */
    public static final String SIGNATURE = "Sigwatch-Signature";
    /** Id and version, so that a receiver knows what it has before it reads the body. */
    public static final String ALERT = "Sigwatch-Alert";

    private final String name;
    private final HttpPost post;
    private final WebhookSecret secret;
    private final Clock clock;

    /** @param name {@code webhook}, or another for a second one */
    public WebhookNotifier(String name, HttpTarget target, WebhookSecret secret, Clock clock) {
        this(name, new HttpPost(target, HttpPost.PATIENCE, clock), secret, clock);
    }

    /** @param post to where, and how patiently */
    public WebhookNotifier(String name, HttpPost post, WebhookSecret secret, Clock clock) {
        this.name = name;
        this.post = post;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Delivery deliver(Alert alert) {
        byte[] body = AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8);
        long timestamp = clock.instant().getEpochSecond();
        return post.post(
                body,
                Map.of(
                        TIMESTAMP, Long.toString(timestamp),
                        SIGNATURE, "v1=" + secret.sign(timestamp, body),
                        ALERT, headerSafe(alert.id()) + "/" + alert.version()));
    }

    @Override
    public void close() {
        post.close();
    }

    private static String headerSafe(String id) {
        return id.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
