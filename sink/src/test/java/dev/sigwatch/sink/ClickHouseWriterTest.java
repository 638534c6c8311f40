package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.Extension.class)
class ClickHouseWriterTest {

    @Test
    void insertsABatchOnceHoweverOftenItIsAsked(Engine engine) throws Exception {
        RowBatch batch = Rows.evidence(UUID.randomUUID(), "once-a", "once-b");
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(batch)).isEqualTo(InsertResult.OK);
            assertThat(writer.insert(batch)).isEqualTo(InsertResult.OK);
            assertThat(writer.insert(Rows.evidence(UUID.randomUUID(), "once-c")))
                    .isEqualTo(InsertResult.OK);
        }
        try (ClickHouseWriter another = new ClickHouseWriter(engine.writer())) {
            assertThat(another.insert(RowBatch.fromBytes(batch.toBytes()))).isEqualTo(InsertResult.OK);
        }
        assertThat(engine.ask("SELECT evidence_id FROM evidence WHERE evidence_id LIKE 'once%' ORDER BY 1"))
                .isEqualTo("once-a\nonce-b\nonce-c");
    }

    @Test
    void insertsEqualRowsAsOftenAsThereAreTokens(Engine engine) throws Exception {
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            writer.insert(Rows.evidence(UUID.randomUUID(), "twice"));
            writer.insert(Rows.evidence(UUID.randomUUID(), "twice"));
        }
        assertThat(engine.ask("SELECT count() FROM evidence WHERE evidence_id = 'twice'"))
                .isEqualTo("2");
    }

    @Test
    void insertsALargeBatchOverMonthsOnce(Engine engine) throws Exception {
        long month = 31L * 24 * 3600 * 1_000_000;
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        for (int i = 0; i < 100_000; i++) {
            rows.add(Rows.verdict("months", i, Rows.TIME + i % 5 * month));
        }
        RowBatch batch = rows.drain(UUID.randomUUID());
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(batch)).isEqualTo(InsertResult.OK);
            assertThat(writer.insert(batch)).isEqualTo(InsertResult.OK);
        }
        assertThat(engine.ask("SELECT count(), uniqExact(frame_offset), uniqExact(toYYYYMM(received_at))"
                        + " FROM verdicts WHERE host = 'months'"))
                .isEqualTo("100000\t100000\t5");
        assertThat(engine.ask("SELECT sum(frames) FROM verdict_minutes WHERE host = 'months'"))
                .isEqualTo("100000");
    }

    /** As if the server had stopped after the rows were there and before their sums were. */
    @Test
    void sumsMissedAreMadeUpForOnce(Engine engine) throws Exception {
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        rows.add(Rows.verdict("sums-missed", 0));
        rows.add(Rows.verdict("sums-missed", 1));
        RowBatch batch = rows.drain(UUID.randomUUID());
        String sum = "SELECT sum(n) FROM missed_sums WHERE host = 'sums-missed'";
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            writer.insert(batch);
            engine.ask("CREATE TABLE missed_sums (host String, n UInt64) ENGINE = SummingMergeTree ORDER BY host"
                    + " SETTINGS non_replicated_deduplication_window = 100");
            engine.ask("CREATE MATERIALIZED VIEW missed_sums_view TO missed_sums AS"
                    + " SELECT host, count() AS n FROM verdict_rows GROUP BY host");
            assertThat(engine.ask(sum)).isEqualTo("0");
            writer.insert(batch);
            assertThat(engine.ask(sum)).isEqualTo("2");
            writer.insert(batch);
            assertThat(engine.ask(sum)).isEqualTo("2");
        } finally {
            engine.ask("DROP VIEW IF EXISTS missed_sums_view");
            engine.ask("DROP TABLE IF EXISTS missed_sums");
        }
        assertThat(engine.ask("SELECT count() FROM verdict_rows WHERE host = 'sums-missed'"))
                .isEqualTo("2");
        assertThat(engine.ask("SELECT sum(frames) FROM verdict_minutes WHERE host = 'sums-missed'"))
                .isEqualTo("2");
    }

    @Test
    void insertsCompressedToo(Engine engine) throws Exception {
        ClickHouseConfig plain = engine.writer();
        ClickHouseConfig compressed =
                new ClickHouseConfig(plain.url(), plain.user(), plain.password(), plain.database(), true);
        try (ClickHouseWriter writer = new ClickHouseWriter(compressed)) {
            assertThat(writer.insert(Rows.evidence(UUID.randomUUID(), "lz4"))).isEqualTo(InsertResult.OK);
        }
        assertThat(engine.ask("SELECT hex(body) FROM evidence WHERE evidence_id = 'lz4'"))
                .isEqualTo("010203");
    }

    @Test
    void refusesWhatWillFailAgain(Engine engine) throws Exception {
        RowBatch good = Rows.evidence(UUID.randomUUID(), "refused");
        RowBatch unknownColumn = new RowBatch(good.table(), List.of("nonsense"), 1, good.token(), good.rowBinary());
        RowBatch cutShort = new RowBatch(good.table(), good.columns(), 1, good.token(), new byte[] {5, 'a'});
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer());
                ClickHouseWriter reader = new ClickHouseWriter(engine.reader());
                ClickHouseWriter stranger = new ClickHouseWriter(engine.writer().as("sigwatch_writer", "wrong"))) {
            assertRefused(writer.insert(unknownColumn), "nonsense");
            assertRefused(writer.insert(cutShort), "Code: 33.");
            assertRefused(reader.insert(good), "Code: 497.");
            assertRefused(stranger.insert(good), "does not accept user sigwatch_writer");
        }
        assertThat(engine.ask("SELECT count() FROM evidence WHERE evidence_id = 'refused'"))
                .isEqualTo("0");
    }

    @Test
    void asksToTryAgainWhenNobodyAnswers() throws Exception {
        try (ClickHouseWriter writer = new ClickHouseWriter(ClickHouseConfig.parse("http://127.0.0.1:1", "u", "p"))) {
            InsertResult result = writer.insert(Rows.evidence(UUID.randomUUID(), "nobody"));
            assertThat(result.kind()).isEqualTo(InsertResult.Kind.RETRY);
            assertThat(result.reason()).startsWith("no answer from ClickHouse at http://127.0.0.1:1 (");
        }
    }

    /** Printed, not asserted: other work shares the machine. */
    @Test
    void measures(Engine engine) throws Exception {
        int batches = 20;
        int size = 20_000;
        long encoding = 0;
        long inserting = 0;
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
            for (int i = 0; i < batches; i++) {
                long start = System.nanoTime();
                for (int row = 0; row < size; row++) {
                    rows.add(Rows.verdict("measured", (long) i * size + row));
                }
                RowBatch batch = rows.drain(UUID.randomUUID());
                long encoded = System.nanoTime();
                assertThat(writer.insert(batch)).isEqualTo(InsertResult.OK);
                encoding += encoded - start;
                inserting += System.nanoTime() - encoded;
            }
        }
        System.out.printf(
                "verdicts: %,d rows, %,.0f rows/s built and encoded, %,.0f rows/s inserted%n",
                batches * size, batches * size * 1e9 / encoding, batches * size * 1e9 / inserting);
    }

    private static void assertRefused(InsertResult result, String reason) {
        assertThat(result.kind()).isEqualTo(InsertResult.Kind.REFUSED);
        assertThat(result.reason()).contains(reason).doesNotContain("\n");
    }
}
