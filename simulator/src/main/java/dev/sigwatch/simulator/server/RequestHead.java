package dev.sigwatch.simulator.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP request.
 *
 * @param query decoded parameters by name, the last of each
 * @param headers values by lower-case name
 */
record RequestHead(String method, String path, Map<String, String> query, Map<String, String> headers) {
    private static final int MAX_BYTES = 16_384;

    /**
     * Reads a request up to its empty line.
     *
     * @return null if there is no such line within the limit
     */
    static @Nullable RequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4 && bytes.size() < MAX_BYTES) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            bytes.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return ends < 4 ? null : parse(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    /** Whether the client asks for a WebSocket. */
    boolean isUpgrade() {
        return headers.getOrDefault("upgrade", "").equalsIgnoreCase("websocket")
                && headers.containsKey("sec-websocket-key");
    }

    private static @Nullable RequestHead parse(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] request = lines[0].split(" ", -1);
        if (request.length != 3) {
            return null;
        }
        int question = request[1].indexOf('?');
        String path = question < 0 ? request[1] : request[1].substring(0, question);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new RequestHead(
                request[0], path, Query.parse(question < 0 ? "" : request[1].substring(question + 1)), headers);
    }
}
