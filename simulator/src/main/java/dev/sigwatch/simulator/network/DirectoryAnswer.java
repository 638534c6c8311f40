package dev.sigwatch.simulator.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the directory answers to a GET.
 *
 * @param retryAfter seconds for a {@code Retry-After} header, -1 for none
 * @param body never written to
 * @param delay how long the answer takes
 */
public record DirectoryAnswer(int status, int retryAfter, byte[] body, Duration delay) {
    private static final int NONE = -1;

    static DirectoryAnswer ok(byte[] json) {
        return new DirectoryAnswer(200, NONE, json, Duration.ZERO);
    }

    static DirectoryAnswer error(int status, String message) {
        String json = "{\"message\":\"" + message + "\"}";
        return new DirectoryAnswer(status, NONE, json.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    DirectoryAnswer retryAfter(int seconds) {
        return new DirectoryAnswer(status, seconds, body, delay);
    }

    DirectoryAnswer after(Duration wait) {
        return new DirectoryAnswer(status, retryAfter, body, wait);
    }

    DirectoryAnswer withBody(byte[] other) {
        return new DirectoryAnswer(status, retryAfter, other, delay);
    }
}
