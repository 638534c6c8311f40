package dev.sigwatch.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.notifier.Alerts;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.http.FailingServer;
import dev.sigwatch.notifier.http.FailingServer.Answer;
import dev.sigwatch.notifier.http.FailingServer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookNotifierTest {
    private static final String SECRET = "0123456789abcdef";

    @Test
    void sendsTheAlertSignedWithItsTime() throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
        Alert alert = Alerts.open("K3-1");
        try (FailingServer server = new FailingServer(request -> new Answer(204, Map.of(), ""));
                WebhookNotifier webhook =
                        new WebhookNotifier("webhook", server.target(), WebhookSecret.of(SECRET), clock)) {
            assertThat(webhook.deliver(alert)).isInstanceOf(Delivery.Done.class);

            Request request = server.await(1).get(0);
            assertThat(request.path()).isEqualTo("/hook");
            assertThat(AlertJson.read(request.body().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(alert);
            assertThat(request.header(WebhookNotifier.TIMESTAMP)).isEqualTo("1700000000");
            assertThat(request.header(WebhookNotifier.ALERT)).isEqualTo("K3-1/1");
            assertThat(request.header(WebhookNotifier.SIGNATURE))
                    .isEqualTo("v1="
                            + WebhookSecret.of(SECRET)
                                    .sign(1_700_000_000, request.body().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The expected value is OpenSSL's: {@code printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef}. */
    @Test
    void signsAsOthersCanCheck() throws Exception {
        assertThat(WebhookSecret.of(SECRET + "\n").sign(1_700_000_000, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e");
    }

    @Test
    void takesNoSecretThatIsNone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, "too short\n");
        assertThatThrownBy(() -> WebhookSecret.read(file)).isInstanceOf(IOException.class);
        Files.writeString(file, "x".repeat(5_000));
        assertThatThrownBy(() -> WebhookSecret.read(file)).isInstanceOf(IOException.class);
        assertThat(WebhookSecret.of(SECRET)).hasToString("a secret of 16 bytes");
    }
}
