package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.StreamStatusRow;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.Extension.class)
class ViewsTest {

    private static final long MINUTE = 60_000_000;

    @Test
    void streamStatusAddsDeltasUpPerHostAndMinute(Engine engine) throws Exception {
        RowEncoder<StreamStatusRow> rows = new RowEncoder<>(Table.STREAM_STATUS);
        rows.add(new StreamStatusRow("sums", Rows.TIME, 10, 7, Map.of("scope", 2L, "type", 1L), 1, 0, 100, 5000, 1));
        rows.add(new StreamStatusRow("sums", Rows.TIME, 5, 4, Map.of("scope", 1L), 0, 2, 110, 4000, 3));
        rows.add(new StreamStatusRow("sums", Rows.TIME, 0, 0, Map.of(), 1, 0, -1, 0, 4));
        rows.add(new StreamStatusRow("sums", Rows.TIME + MINUTE, 1, 1, Map.of(), 0, 0, 111, 9, 5));
        insert(engine, rows);
        assertThat(engine.ask("SELECT received, forwarded, filtered, reconnects, seq_gaps, last_seq, lag_micros"
                        + " FROM stream_status WHERE host = 'sums' ORDER BY minute"))
                .isEqualTo("15\t11\t{'scope':3,'type':1}\t2\t2\t110\t4000\n1\t1\t{}\t0\t0\t111\t9");
    }

    @Test
    void reconciliationSaysWhatIsMissing(Engine engine) throws Exception {
        RowEncoder<StreamStatusRow> counts = new RowEncoder<>(Table.STREAM_STATUS);
        counts.add(new StreamStatusRow("even", Rows.TIME, 5, 3, Map.of("scope", 2L), 0, 0, 5, 0, 1));
        counts.add(new StreamStatusRow("late", Rows.TIME, 5, 3, Map.of("scope", 2L), 0, 0, 5, 0, 1));
        counts.add(new StreamStatusRow("lost", Rows.TIME, 9, 1, Map.of("scope", 2L, "type", 4L), 0, 0, 5, 0, 1));
        RowEncoder<VerdictRow> verdicts = new RowEncoder<>(Table.VERDICTS);
        for (long offset = 0; offset < 3; offset++) {
            verdicts.add(Rows.verdict("even", offset));
        }
        verdicts.add(Rows.verdict("late", 0));
        verdicts.add(Rows.verdict("lost", 0));
        verdicts.add(Rows.verdict("uncounted", 0));
        insert(engine, counts);
        insert(engine, verdicts);
        assertThat(engine.ask("SELECT host, received, forwarded, filtered, verdict_rows, unaccounted, missing, balanced"
                        + " FROM reconciliation WHERE host IN ('even', 'late', 'lost', 'uncounted') ORDER BY host"))
                .isEqualTo("""
                        even\t5\t3\t2\t3\t0\t0\ttrue
                        late\t5\t3\t2\t1\t0\t2\tfalse
                        lost\t9\t1\t6\t1\t2\t0\tfalse
                        uncounted\t0\t0\t0\t1\t0\t-1\tfalse""");
    }

    static <R extends Record> void insert(Engine engine, RowEncoder<R> rows) throws Exception {
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(rows.drain(UUID.randomUUID())).kind()).isEqualTo(InsertResult.Kind.INSERTED);
        }
    }
}
