package dev.sigwatch.standalone.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.ingest.fetch.Fetched;
import java.io.IOException;

/** What a server says when it refuses: {@code {"error": …, "message": …}} (<a href="https://atproto.com/specs/xrpc">XRPC</a>). */
final class ServerError {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WORD = 60;

    private ServerError() {}

    /** One line: the status, and the error's name where there is one. */
    static String words(String host, Fetched.Answer answer) {
        return host + " answers with HTTP " + answer.status() + name(answer.body());
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
