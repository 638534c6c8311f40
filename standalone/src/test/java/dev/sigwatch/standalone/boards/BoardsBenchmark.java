package dev.sigwatch.standalone.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.Variable;
import dev.sigwatch.dashboards.boards.Boards;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Times every panel's SQL over ten million verdicts of ninety days: {@code BoardsBenchmark FOLDER [ROWS]}. The folder keeps the data for
 * another run. Not part of any build; see docs/performance.md.
 */
final class BoardsBenchmark {
    private static final long DAY = 86_400;
    /** What boards open with, and the whole. */
    private static final long[] RANGES = {DAY, 7 * DAY, 90 * DAY};

    private static final int RUNS = 3;
    private static final long PART = 200_000;

    private BoardsBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long rows = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        boolean isNew = !Files.exists(folder.resolve("filled"));
        Files.createDirectories(folder);
        Path library = EngineConfig.findLibrary(System.getenv(), Path.of(""));
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(EngineConfig.of(library, folder, 0))) {
            if (isNew) {
                new Migrator(engine.writer()).migrate();
                fill(engine.writer(), rows, Instant.now().getEpochSecond());
                Files.writeString(
                        folder.resolve("filled"), Long.toString(Instant.now().getEpochSecond()));
            }
            long now = Long.parseLong(Files.readString(folder.resolve("filled")));
            System.out.println(answer(engine.reader(), "SELECT count() AS verdicts FROM verdict_rows")
                    .strip());
            measure(engine.reader(), now);
        }
    }

    private static void fill(ClickHouseConfig writer, long rows, long now) throws Exception {
        String script;
        try (InputStream in = BoardsBenchmark.class.getResourceAsStream("/boards/fill.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
        }
        script = script.replace("{rows}", Long.toString(rows)).replace("{now}", Long.toString(now));
        for (String statement : script.split(";\n", -1)) {
            boolean isInParts = statement.contains("{from}");
            for (long from = 0; from < (isInParts ? rows : 1) && !statement.isBlank(); from += PART) {
                answer(
                        writer,
                        statement.replace("{from}", Long.toString(from)).replace("{count}", Long.toString(PART)));
            }
        }
    }

    private static void measure(ClickHouseConfig reader, long now) throws Exception {
        String did = answer(reader, "SELECT did FROM verdict_rows GROUP BY did ORDER BY count() DESC LIMIT 1")
                .strip();
        String alert = answer(reader, "SELECT alert_id FROM alerts LIMIT 1").strip();
        for (Board board : Boards.all()) {
            Map<String, String> choices = new HashMap<>(Map.of("did", did, "alert", alert, "evidence", ""));
            for (Variable variable : board.variables()) {
                if (variable instanceof Variable.Choice choice && choice.isAllOffered()) {
                    choices.put(variable.name(), GrafanaSql.ALL);
                }
            }
            for (Board.Row row : board.rows()) {
                for (Panel panel : row.panels()) {
                    for (Query query : panel.queries()) {
                        if (query instanceof Query.Sql sql) {
                            print(reader, now, choices, sql);
                        }
                    }
                }
            }
        }
    }

    private static void print(ClickHouseConfig reader, long now, Map<String, String> choices, Query.Sql sql)
            throws Exception {
        StringBuilder line = new StringBuilder(sql.name());
        for (long range : RANGES) {
            String text = new GrafanaSql(now - range, now, choices).expand(sql.text());
            long best = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long begin = System.nanoTime();
                answer(reader, text);
                best = Math.min(best, System.nanoTime() - begin);
            }
            line.append(String.format(Locale.ROOT, "\t%.3f", best / 1e9));
        }
        System.out.println(line);
    }

    private static String answer(ClickHouseConfig config, String sql) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(config).query(sql, "TabSeparated", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
