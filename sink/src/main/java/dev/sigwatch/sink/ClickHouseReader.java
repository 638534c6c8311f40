package dev.sigwatch.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs read-only SQL and passes the answer on as it comes. Safe for use by several threads. */
public final class ClickHouseReader {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The longest silence: the server's own limit for a reader's query is 60 s. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);
    private static final int ERROR_BYTES = 16 << 10;
    private static final int COPY_BYTES = 16 << 10;

    private final ClickHouseConfig config;

    /** A reader with the rights of the configured user, normally {@code sigwatch_reader}. */
    public ClickHouseReader(ClickHouseConfig config) {
        this.config = config;
    }

    /**
     * Runs one statement and copies its result to {@code out}, which is flushed and left open.
     *
     * @param format an output format such as {@code PrettyCompact}, {@code JSONEachRow} or {@code TabSeparatedWithNames}; a
     *     {@code FORMAT} in the statement wins
     * @throws ClickHouseException with the server's own message on one line; what was copied before it is part of a result
     * @throws IOException if {@code out} fails
     */
    public void query(String sql, String format, OutputStream out) throws ClickHouseException, IOException {
        HttpURLConnection connection;
        InputStream body;
        try {
            connection = send(sql, "&database=" + config.database(), format, ANSWER_TIMEOUT);
            body = body(connection);
        } catch (IOException e) {
            throw ServerErrors.away(e, config);
        }
        String tag = connection.getHeaderField("X-ClickHouse-Exception-Tag");
        ResultTail tail = new ResultTail(out, tag == null ? "" : tag);
        try (body) {
            copy(body, tail);
        } finally {
            connection.disconnect();
        }
        out.flush();
    }

    /** Whether the server answers to this user within a few seconds. */
    public boolean ping() {
        try {
            HttpURLConnection connection = send("SELECT 1", "", "TabSeparated", PING_TIMEOUT);
            try (InputStream body = body(connection)) {
                return body.readAllBytes().length > 0;
            }
        } catch (ClickHouseException | IOException e) {
            return false;
        }
    }

    private void copy(InputStream body, ResultTail tail) throws ClickHouseException, IOException {
        byte[] buffer = new byte[COPY_BYTES];
        while (true) {
            int count;
            try {
                count = body.read(buffer);
            } catch (IOException e) {
                // A server that fails half-way writes why, then cuts the connection.
                String error = tail.finish();
                throw error.isEmpty() ? ServerErrors.away(e, config) : ServerErrors.of(error, config, e);
            }
            if (count < 0) {
                break;
            }
            tail.write(buffer, count);
        }
        String error = tail.finish();
        if (!error.isEmpty()) {
            throw ServerErrors.of(error, config, null);
        }
    }

    private HttpURLConnection send(String sql, String parameters, String format, Duration timeout) throws IOException {
        String query = "default_format=" + URLEncoder.encode(format, StandardCharsets.UTF_8) + parameters;
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(config.url() + "/?" + query).toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("X-ClickHouse-User", config.user());
        connection.setRequestProperty("X-ClickHouse-Key", config.password());
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream request = connection.getOutputStream()) {
            request.write(bytes);
        }
        return connection;
    }

    /** The result to be read, or the refusal thrown. */
    private InputStream body(HttpURLConnection connection) throws ClickHouseException, IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return connection.getInputStream();
        }
        try (InputStream error = connection.getErrorStream()) {
            String text = error == null ? "" : new String(error.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
            throw ServerErrors.of(text.isBlank() ? "HTTP status " + status : text, config, null);
        }
    }
}
