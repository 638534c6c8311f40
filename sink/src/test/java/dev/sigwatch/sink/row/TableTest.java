package dev.sigwatch.sink.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.RecordDraft;
import dev.sigwatch.sink.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes in comes out, against the real server: names, order, types and extreme values. */
@ExtendWith(Engine.Extension.class)
class TableTest {

    private static final String HOST = "round-trip";
    private static final String WILD = "\u0000\t\n\\'\"é漢🦀" + "x".repeat(300);
    private static final List<String> CODES = List.of("", WILD, "A_CODE");

    @Test
    void componentsAreTheColumnsInOrder(Engine engine) throws Exception {
        for (Table<?> table : Table.ALL) {
            String columns = engine.ask("SELECT name FROM system.columns WHERE database = 'sigwatch' AND table = '"
                    + table.name() + "' ORDER BY position");
            assertThat(table.columns())
                    .as(table.name())
                    .isEqualTo(columns.lines().toList());
        }
        assertThat(engine.ask("SELECT name FROM system.tables WHERE database = 'sigwatch' AND engine = 'MergeTree'"
                                + " AND name != 'schema_migrations'")
                        .lines()
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        Table.ALL.stream().map(Table::name).toList());
    }

    @Test
    void everyTableDropsARepeatedToken(Engine engine) throws Exception {
        for (Table<?> table : Table.ALL) {
            assertThat(engine.ask(
                            "SELECT create_table_query FROM system.tables WHERE database = 'sigwatch' AND name = '"
                                    + table.name() + "'"))
                    .contains("non_replicated_deduplication_window = 10000");
        }
    }

    @Test
    void verdictsRoundTrip(Engine engine) throws Exception {
        VerdictRow full = Rows.verdict(HOST, 1);
        VerdictRow wild = new VerdictRow(
                HOST,
                Long.MAX_VALUE,
                Rows.TIME,
                RowBinary.MAX_MICROS,
                "unknown",
                WILD,
                "b",
                0L,
                "c",
                "d",
                "e",
                "f",
                Integer.MAX_VALUE,
                false,
                "MALFORMED",
                "fail",
                "unproven",
                "none",
                CODES,
                "g",
                "h",
                WILD,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                2,
                Integer.MAX_VALUE,
                WILD);
        VerdictRow empty = new VerdictRow(
                HOST,
                -1,
                Rows.TIME + 1,
                0,
                "info",
                "",
                "",
                null,
                "",
                "",
                "",
                "",
                0,
                true,
                "NOTICE",
                "none",
                "none",
                "none",
                List.of(),
                "",
                "",
                "",
                0,
                0,
                3,
                0,
                "");
        RoundTrip.of(engine, Table.VERDICTS, List.of(full, wild, empty), "host = '" + HOST + "'", "frame_offset");
    }

    @Test
    void recordsRoundTrip(Engine engine) throws Exception {
        RecordRow wild = new RecordRow(
                "did:plc:rt",
                "io.atcr.manifest",
                WILD,
                "update",
                "a",
                "b",
                "c",
                "d",
                "e",
                "f",
                "g",
                "h",
                "i",
                "j",
                "k",
                RowBinary.MIN_MICROS,
                Rows.TIME,
                "VIOLATION",
                CODES,
                "{\"x\":\"" + WILD + "\"}",
                7,
                1,
                199,
                "export",
                "unbound-legacy",
                "2025-12",
                "l",
                "m",
                WILD,
                "n",
                "o",
                WILD,
                true,
                "would-deny",
                WILD,
                Integer.MAX_VALUE,
                WILD,
                "p",
                WILD);
        RecordRow empty = new RecordRow(
                "did:plc:rt",
                "",
                "",
                "delete",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                null,
                Rows.TIME,
                "UNPROVEN",
                List.of(),
                "",
                0,
                2,
                0,
                "frame",
                "none",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                false,
                "none",
                "",
                0,
                "",
                "",
                "");
        RoundTrip.of(engine, Table.RECORDS, List.of(wild, empty), "did = 'did:plc:rt'", "frame_offset");
    }

    @Test
    void exportsRoundTrip(Engine engine) throws Exception {
        ExportRow wild = new ExportRow(
                "did:plc:rt",
                WILD,
                "a",
                Rows.TIME,
                RowBinary.MAX_MICROS,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                "b",
                "c",
                "d",
                "VIOLATION",
                "pass",
                "fail",
                "unproven",
                CODES,
                "e",
                "f",
                WILD,
                WILD,
                Integer.MAX_VALUE,
                1);
        ExportRow empty = new ExportRow(
                "did:plc:rt",
                "",
                "",
                Rows.TIME,
                0,
                0,
                0,
                0,
                "",
                "",
                "",
                "UNPROVEN",
                "none",
                "none",
                "none",
                List.of(),
                "",
                "",
                "",
                "",
                0,
                2);
        RoundTrip.of(engine, Table.EXPORTS, List.of(wild, empty), "did = 'did:plc:rt'", "export_offset");
    }

    @Test
    void evidenceRoundTrips(Engine engine) throws Exception {
        byte[] body = new byte[5_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31 + i / 256);
        }
        EvidenceRow large = new EvidenceRow("1", "did:plc:rt", "frame", HOST, 5, Rows.TIME, body);
        EvidenceRow empty = new EvidenceRow("2", "did:plc:rt", "", "", -1, Rows.TIME, new byte[0]);
        RoundTrip.of(engine, Table.EVIDENCE, List.of(large, empty), "did = 'did:plc:rt'", "evidence_id");
    }

    @Test
    void identityOperationsRoundTrip(Engine engine) throws Exception {
        IdentityOperationRow wild = new IdentityOperationRow(
                "did:plc:rt",
                "1",
                "a",
                "plc_operation",
                5L,
                Rows.TIME,
                true,
                WILD,
                CODES,
                "b",
                List.of("h1", "h2"),
                new byte[] {0, -1, -128, 127},
                "https://plc.directory/x",
                "plc-audit-log",
                Rows.TIME,
                Rows.TIME + 1,
                "c",
                "d",
                Integer.MAX_VALUE,
                true,
                CODES,
                "e");
        IdentityOperationRow empty = new IdentityOperationRow(
                "did:plc:rt",
                "2",
                "",
                "",
                null,
                0,
                false,
                "",
                List.of(),
                "",
                List.of(),
                new byte[0],
                "",
                "",
                0,
                null,
                "",
                "",
                -1,
                false,
                List.of(),
                "");
        RoundTrip.of(engine, Table.IDENTITY_OPERATIONS, List.of(wild, empty), "did = 'did:plc:rt'", "op_cid");
    }

    @Test
    void alertsRoundTrip(Engine engine) throws Exception {
        AlertRow wild = new AlertRow(
                "rt-1",
                Integer.MAX_VALUE,
                "K3",
                "P1",
                "open",
                "security",
                "did:plc:rt",
                WILD,
                WILD,
                WILD,
                WILD,
                Rows.TIME,
                RowBinary.MAX_MICROS,
                Rows.TIME + 1,
                CODES,
                CODES,
                Integer.MAX_VALUE,
                "a",
                "b",
                "{\"x\":\"" + WILD + "\"}",
                Rows.TIME + 2,
                7,
                1);
        AlertRow empty = new AlertRow(
                "rt-2",
                1,
                "S6",
                "P2",
                "recovered",
                "operations",
                "",
                "",
                "",
                "",
                "",
                Rows.TIME,
                0,
                null,
                List.of(),
                List.of(),
                0,
                "",
                "",
                "",
                0,
                0,
                2);
        RoundTrip.of(engine, Table.ALERTS, List.of(wild, empty), "startsWith(alert_id, 'rt-')", "alert_offset");
    }

    @Test
    void streamStatusRoundTrips(Engine engine) throws Exception {
        StreamStatusRow wild = new StreamStatusRow(
                HOST,
                Rows.TIME,
                Long.MAX_VALUE,
                2,
                new TreeMap<>(Map.of(WILD, 3L, "", 0L)),
                4,
                5,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1);
        StreamStatusRow empty = new StreamStatusRow(HOST, Rows.TIME + 60_000_000, 0, 0, Map.of(), 0, 0, -1, 0, 2);
        RoundTrip.of(engine, Table.STREAM_STATUS, List.of(wild, empty), "host = '" + HOST + "'", "recorded_at");
        engine.ask("ALTER TABLE stream_status_deltas DELETE WHERE host = '" + HOST + "' SETTINGS mutations_sync = 1");
    }

    @Test
    void redactionsRoundTrip(Engine engine) throws Exception {
        RedactionRow wild = new RedactionRow("did:plc:rt", WILD, WILD, WILD, Rows.TIME, Long.MAX_VALUE, Long.MAX_VALUE);
        RedactionRow empty = new RedactionRow("did:plc:rt", "", "", "", Rows.TIME + 1, 0, 0);
        RoundTrip.of(engine, Table.REDACTIONS, List.of(wild, empty), "did = 'did:plc:rt'", "redacted_at");
    }

    @Test
    void timesOutsideWhatCanBeShownGoToTheNearerEnd(Engine engine) throws Exception {
        List<RecordRow> rows = new ArrayList<>();
        for (long time : List.of(Long.MIN_VALUE, Long.MAX_VALUE)) {
            rows.add(new RecordDraft("did:plc:times", "")
                    .claiming(time)
                    .at(Rows.TIME, rows.size())
                    .row());
        }
        RoundTrip.insert(engine, Table.RECORDS, rows);
        assertThat(engine.ask("SELECT created_at FROM record_rows WHERE did = 'did:plc:times' ORDER BY frame_offset"))
                .isEqualTo("1900-01-01 00:00:00.000000\n2299-12-31 23:59:59.999999");
    }
}
