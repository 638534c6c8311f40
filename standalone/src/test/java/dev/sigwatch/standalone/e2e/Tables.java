package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the engine that runs on a data folder holds.
 *
 * @param data the folder
 * @param running who must not end while something is waited for
 */
record Tables(Path data, Running running) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whoever fills the tables. */
    interface Running {
        boolean isAlive();

        /** What it printed, for whoever reads a failure. */
        String output() throws IOException;
    }

    /** Runs SQL as the reader; each row as JSON. */
    List<JsonNode> query(String sql) throws IOException, InterruptedException {
        ClickHouseConfig reader = EmbeddedClickHouse.readerOfRunning(data).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new ClickHouseReader(reader).query(sql, "JSONEachRow", out);
        } catch (ClickHouseException e) {
            throw new IOException(e);
        }
        List<JsonNode> rows = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    /** The single number a query gives. */
    long number(String sql) throws IOException, InterruptedException {
        return query(sql).get(0).elements().next().asLong();
    }

    /** Repeats a query until its rows are as wanted. */
    List<JsonNode> await(String sql, Duration bound, Predicate<List<JsonNode>> wanted)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        List<JsonNode> rows = List.of();
        while (System.nanoTime() < end) {
            assertThat(running.isAlive())
                    .as("running; output: %s", running.output())
                    .isTrue();
            rows = query(sql);
            if (wanted.test(rows)) {
                return rows;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("after " + bound + " still " + rows + " for " + sql + "\n" + running.output());
    }

    /** Waits until a count is reached. */
    void awaitCount(String sql, long count, Duration bound) throws IOException, InterruptedException {
        await(sql, bound, rows -> rows.get(0).elements().next().asLong() >= count);
    }
}
