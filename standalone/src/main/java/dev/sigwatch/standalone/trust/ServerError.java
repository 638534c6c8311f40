package dev.sigwatch.standalone.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.ingest.fetch.Fetched;
import java.io.IOException;
import java.time.Duration;

/** What a server says when it refuses: {@code {"error": …, "message": …}} (<a href="https://atproto.com/specs/xrpc">XRPC</a>). */
final class ServerError {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WORD = 60;

    private ServerError() {}

    /** One line: the status, the error's name where there is one, and when to come again where that is said. */
    static String words(String host, Fetched.Answer answer) {
        Duration later = answer.retryAfter();
        return host + " answers with HTTP " + answer.status() + name(answer.body())
                + (later == null ? "" : ", ask again in " + later.toSeconds() + " s");
    }

    private static String name(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String name = error.isTextual() ? error.textValue() : "";
            boolean isName = !name.isEmpty() && name.length() <= MAX_WORD && name.matches("[A-Za-z0-9_.-]+");
            return isName ? ", " + name : "";
        } catch (IOException notJson) {
            return "";
        }
    }
}
