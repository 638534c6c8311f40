package dev.sigwatch.standalone.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.health.HealthNames;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the frames of the last hours balance: received, filtered, forwarded, judged. The same sums as the view {@code
 * reconciliation}, over a window that ends before what may still wait for an identity, so that what is on its way is not missing.
 */
public final class Books {
    /** How often the books are looked at. */
    public static final Duration PERIOD = Duration.ofSeconds(30);

    /** Beyond the time for which events are held: for exports to be fetched, checkpoints to be made, rows to be written. */
    private static final Duration SLACK = Duration.ofMinutes(5);
    /** Wide enough to be told for hours; the rows lie in order of time, so no more than these are read. */
    private static final Duration WINDOW = Duration.ofHours(6);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClickHouseReader reader;
    private final Duration holdTimeout;
    private final Clock clock;
    private volatile List<Balance> last = List.of();
    private volatile long lastAt;

    /** @param holdTimeout how long an event may wait for its verdict */
    public Books(ClickHouseConfig database, Duration holdTimeout, Clock clock) {
        this.reader = new ClickHouseReader(database);
        this.holdTimeout = holdTimeout;
        this.clock = clock;
    }

    /**
     * One report for each stream.
     *
     * @throws IOException if the database cannot tell
     */
    public List<HealthReport> reports() throws IOException, InterruptedException {
        long now = clock.millis() * 1_000;
        long till = now - holdTimeout.plus(SLACK).toMillis() * 1_000;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            reader.query(sql(till, WINDOW.toSeconds()), "JSONEachRow", answer);
        } catch (ClickHouseException e) {
            throw new IOException(e.getMessage(), e);
        }
        List<Balance> balances = new ArrayList<>();
        for (String line : answer.toString(StandardCharsets.UTF_8).lines().toList()) {
            balances.add(balance(line));
        }
        last = List.copyOf(balances);
        lastAt = now / 1_000;
        return balances.stream().map(balance -> report(balance, now)).toList();
    }

    /** The balances that {@link #reports} found last, one for each stream; none before the first time. */
    public List<Balance> last() {
        return last;
    }

    /** When that was, milliseconds since the epoch, 0 for never. */
    public long lastAt() {
        return lastAt;
    }

    private static Balance balance(String line) throws JsonProcessingException {
        JsonNode row = JSON.readTree(line);
        return new Balance(
                row.path("host").asText(),
                row.path("unaccounted").asLong(),
                row.path("missing").asLong());
    }

    private static HealthReport report(Balance balance, long now) {
        return new HealthReport(
                "reconciliation/" + balance.host(),
                now,
                Map.of(
                        HealthNames.UNACCOUNTED, balance.unaccounted(),
                        HealthNames.MISSING, balance.missing()),
                "");
    }

    private static String sql(long till, long seconds) {
        return String.format(Locale.ROOT, """
            WITH
                toStartOfMinute(fromUnixTimestamp64Micro(toInt64(%d), 'UTC')) AS window_end,
                window_end - INTERVAL %d SECOND AS window_begin
            SELECT host, sum(received) - sum(forwarded) - sum(filtered) AS unaccounted, sum(forwarded) - sum(judged) AS missing
            FROM
            (
                SELECT host, toInt64(received) AS received, toInt64(forwarded) AS forwarded,
                    toInt64(arraySum(mapValues(filtered))) AS filtered, toInt64(0) AS judged
                FROM stream_status_deltas
                WHERE minute >= window_begin AND minute < window_end
                UNION ALL
                SELECT host, 0, 0, 0, toInt64(count())
                FROM verdict_rows
                WHERE revision = 0 AND received_at >= window_begin AND received_at < window_end
                GROUP BY host
            )
            GROUP BY host
            SETTINGS output_format_json_quote_64bit_integers = 0
            """, till, seconds);
    }
}
