package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What boards add up beforehand is what counting the rows gives. */
@ExtendWith(Engine.Extension.class)
class BoardSumsTest {

    private static final int PARTITION = 120;

    @Test
    void sumsAreThoseOfTheNewestVerdicts(Engine engine) throws Exception {
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        for (long offset = 0; offset < 5; offset++) {
            rows.add(first("summed", offset));
        }
        ViewsTest.insert(engine, rows);
        rows.add(Rows.revision(first("summed", 1), PARTITION, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, rows);
        rows.add(Rows.revision(first("summed", 1), PARTITION, 2, "UNPROVEN", "another log"));
        rows.add(Rows.revision(first("summed", 2), PARTITION, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, rows);

        String counted = engine.ask(
                "SELECT toString(verdict) AS v, count() FROM verdicts WHERE host = 'summed' GROUP BY v ORDER BY v");
        assertThat(counted).isEqualTo("UNPROVEN\t1\nVERIFIED\t3\nVIOLATION\t1");
        assertThat(engine.ask(
                        "SELECT toString(verdict) AS v, sum(frames) AS n FROM verdict_counts WHERE host = 'summed'"
                                + " GROUP BY v HAVING n != 0 ORDER BY v"))
                .isEqualTo(counted);
        assertThat(engine.ask("SELECT toString(verdict) AS v, sum(messages) AS n FROM account_counts WHERE did IN"
                        + " (SELECT did FROM verdicts WHERE host = 'summed') GROUP BY v HAVING n != 0 ORDER BY v"))
                .isEqualTo(counted);
        assertThat(engine.ask("SELECT sum(frames) - sum(revised) FROM verdict_minutes WHERE host = 'summed'"))
                .isEqualTo("5");
    }

    /** An insert whose acknowledgement got lost is made again. */
    @Test
    void anInsertMadeTwiceCountsOnce(Engine engine) throws Exception {
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        rows.add(first("again", 10));
        rows.add(first("again", 11));
        RowBatch batch = rows.drain(UUID.randomUUID());
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            writer.insert(batch);
            writer.insert(batch);
        }

        assertThat(engine.ask("SELECT sum(frames) FROM verdict_minutes WHERE host = 'again'"))
                .isEqualTo("2");
        assertThat(engine.ask("SELECT sum(frames) FROM verdict_counts WHERE host = 'again'"))
                .isEqualTo("2");
    }

    /** Two inserts that happen to be alike are two. */
    @Test
    void insertsThatLookAlikeBothCount(Engine engine) throws Exception {
        for (long offset = 20; offset < 22; offset++) {
            RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
            VerdictRow atOnce = Rows.verdict("alike", 7_000_000 + offset, Rows.TIME);
            rows.add(Rows.revision(atOnce, PARTITION, 0, "VERIFIED", ""));
            ViewsTest.insert(engine, rows);
        }

        assertThat(engine.ask("SELECT sum(frames) FROM verdict_minutes WHERE host = 'alike'"))
                .isEqualTo("2");
    }

    private static VerdictRow first(String host, long offset) {
        return Rows.revision(Rows.verdict(host, 7_000_000 + offset), PARTITION, 0, "VERIFIED", "");
    }
}
