package dev.sigwatch.simulator.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a personal data server answers to a GET.
 *
 * @param retryAfter seconds for a {@code Retry-After} header, -1 for none
 * @param delay how long the answer takes to begin
 */
public record HostAnswer(int status, String contentType, int retryAfter, Body body, Duration delay) {
    private static final int NONE = -1;

    /** Writes an answer's body, which may be long, or never end. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static HostAnswer car(Export export) {
        return car(export::writeTo);
    }

    static HostAnswer car(Body body) {
        return new HostAnswer(200, "application/vnd.ipld.car", NONE, body, Duration.ZERO);
    }

    static HostAnswer json(ObjectNode json) {
        return json(200, json);
    }

    /** An XRPC error. */
    static HostAnswer error(int status, String name, String message) {
        return json(
                status, JsonNodeFactory.instance.objectNode().put("error", name).put("message", message));
    }

    HostAnswer retryAfter(int seconds) {
        return new HostAnswer(status, contentType, seconds, body, delay);
    }

    HostAnswer after(Duration wait) {
        return new HostAnswer(status, contentType, retryAfter, body, wait);
    }

    private static HostAnswer json(int status, ObjectNode json) {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return new HostAnswer(status, "application/json", NONE, out -> out.write(bytes), Duration.ZERO);
    }
}
