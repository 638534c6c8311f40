package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.RecordDraft;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.StreamStatusRow;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long rows are kept. */
@ExtendWith(Engine.Extension.class)
class RetentionTest {
    private static final Pattern MONTHS = Pattern.compile("toIntervalMonth\\((\\d+)\\)");
    private static final String TABLES =
            " FROM system.tables WHERE database = 'sigwatch' AND endsWith(engine, 'MergeTree')"
                    + " AND name != 'schema_migrations'";

    @Test
    void everyTableIsKeptAsLongAsItIsDocumented(Engine engine) throws Exception {
        Map<String, List<String>> documented = documented();
        for (String table : engine.ask("SELECT name" + TABLES).lines().toList()) {
            String definition = engine.ask("SELECT engine_full" + TABLES + " AND name = '" + table + "'");
            List<String> months = new ArrayList<>();
            Matcher matcher = MONTHS.matcher(definition);
            while (matcher.find()) {
                months.add(matcher.group(1));
            }
            assertThat(documented.remove(table)).as(table).isEqualTo(months.isEmpty() ? List.of("for ever") : months);
        }
        assertThat(documented).as("documented, but not there").isEmpty();
    }

    @Test
    void nothingOutlivesWhatProvesIt(Engine engine) throws Exception {
        int evidence = months(engine, "evidence");
        assertThat(evidence).isGreaterThan(months(engine, "record_rows"));
        assertThat(evidence).isGreaterThan(months(engine, "verdict_rows"));
        assertThat(evidence).isGreaterThan(months(engine, "exports"));
        assertThat(months(engine, "verdict_rows")).isEqualTo(months(engine, "stream_status_deltas"));
        for (String table : List.of("identity_operation_rows", "redactions")) {
            assertThat(engine.ask("SELECT engine_full" + TABLES + " AND name = '" + table + "'"))
                    .doesNotContain("TTL");
        }
    }

    @Test
    void theBooksBalanceAtTheEdge(Engine engine) throws Exception {
        RowEncoder<StreamStatusRow> counts = new RowEncoder<>(Table.STREAM_STATUS);
        RowEncoder<VerdictRow> verdicts = new RowEncoder<>(Table.VERDICTS);
        for (int months : List.of(24, 25)) {
            long first = firstOfMonth(months);
            counts.add(new StreamStatusRow("edge", first, 1, 1, Map.of(), 0, 0, 0, 0, months));
            verdicts.add(Rows.revision(Rows.verdict("edge", months, first), 105, 0, "VERIFIED", ""));
        }
        // It was judged anew: what its records have their verdict from stays.
        verdicts.add(Rows.revision(Rows.verdict("edge", 25, firstOfMonth(25)), 105, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, counts);
        assertThat(balance(engine)).isEqualTo("1\t0\t1\tfalse");
        ViewsTest.insert(engine, verdicts);
        assertThat(balance(engine)).isEqualTo("1\t1\t0\ttrue");

        engine.ask("OPTIMIZE TABLE verdict_rows FINAL");

        assertThat(balance(engine)).isEqualTo("1\t1\t0\ttrue");
        assertThat(engine.ask("SELECT frame_offset, revision FROM verdict_rows WHERE host = 'edge' ORDER BY revision"))
                .isEqualTo("24\t0\n25\t1");

        engine.ask("OPTIMIZE TABLE stream_status_deltas FINAL");

        assertThat(balance(engine)).isEqualTo("1\t1\t0\ttrue");
        assertThat(engine.ask("SELECT count() FROM stream_status_deltas WHERE host = 'edge'"))
                .isEqualTo("1");
    }

    @Test
    void recordsAndTheirBytesGoByWholeMonths(Engine engine) throws Exception {
        RowEncoder<RecordRow> records = new RowEncoder<>(Table.RECORDS);
        RowEncoder<EvidenceRow> evidence = new RowEncoder<>(Table.EVIDENCE);
        for (int months : List.of(60, 61, 62)) {
            long first = firstOfMonth(months);
            records.add(RecordDraft.manifest("did:plc:kept", "app", 'a')
                    .at(first, months)
                    .row());
            evidence.add(
                    new EvidenceRow("kept/" + months, "did:plc:kept", "frame", "edge", months, first, new byte[] {1}));
        }
        ViewsTest.insert(engine, records);
        ViewsTest.insert(engine, evidence);

        engine.ask("OPTIMIZE TABLE record_rows FINAL");
        engine.ask("OPTIMIZE TABLE evidence FINAL");

        assertThat(engine.ask("SELECT frame_offset FROM record_rows WHERE did = 'did:plc:kept'"))
                .isEqualTo("60");
        assertThat(engine.ask("SELECT evidence_id FROM evidence WHERE did = 'did:plc:kept' ORDER BY evidence_id"))
                .isEqualTo("kept/60\nkept/61");
    }

    private static String balance(Engine engine) throws Exception {
        return engine.ask("SELECT forwarded, verdict_rows, missing, balanced FROM reconciliation WHERE host = 'edge'");
    }

    /** The first moment of so many months ago, microseconds since the epoch. */
    private static long firstOfMonth(int ago) {
        return LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(ago).toEpochDay() * 86_400_000_000L;
    }

    private static int months(Engine engine, String table) throws Exception {
        Matcher matcher = MONTHS.matcher(engine.ask("SELECT engine_full" + TABLES + " AND name = '" + table + "'"));
        assertThat(matcher.find()).as(table).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** The second column of docs/retention.md, by the tables of the first, in the order of rows. */
    private static Map<String, List<String>> documented() throws Exception {
        Map<String, List<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/retention.md"))) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                for (String name : new TreeSet<>(List.of(cells[1].split(",", -1)))) {
                    Matcher table = Pattern.compile("`(\\w+)`").matcher(name);
                    if (table.find()) {
                        documented
                                .computeIfAbsent(table.group(1), unused -> new ArrayList<>())
                                .add(cells[2].strip());
                    }
                }
            }
        }
        return documented;
    }
}
