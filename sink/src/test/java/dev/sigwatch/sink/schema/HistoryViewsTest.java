package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.AlertRow;
import dev.sigwatch.sink.row.IdentityOperationRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Identities over time, incidents as they stand, and who publishes. */
@ExtendWith(Engine.Extension.class)
class HistoryViewsTest {

    private static final long DAY = 24L * 3600 * 1_000_000;
    private static final String OPERATION = "plc_operation";

    @Test
    void anOperationIsShownAsItWasToldLast(Engine engine) throws Exception {
        RowEncoder<IdentityOperationRow> rows = new RowEncoder<>(Table.IDENTITY_OPERATIONS);
        rows.add(operation("did:plc:told", "one", 1, "A", false, 1));
        rows.add(operation("did:plc:told", "two", 2, "B", false, 2));
        rows.add(operation("did:plc:told", "two", 2, "B", true, 3));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask(
                        "SELECT op_cid, nullified FROM identity_operations WHERE did = 'did:plc:told' ORDER BY op_cid"))
                .isEqualTo("one\tfalse\ntwo\ttrue");
        assertThat(engine.ask("SELECT op_cid FROM identity_operations WHERE did = 'did:plc:told' AND NOT nullified"))
                .isEqualTo("one");
    }

    @Test
    void keysAreShownAsServedAndAsTheyCountNow(Engine engine) throws Exception {
        RowEncoder<IdentityOperationRow> rows = new RowEncoder<>(Table.IDENTITY_OPERATIONS);
        rows.add(operation("did:plc:keys", "one", 1, "A", false, 1));
        // Another handle, the same key.
        rows.add(operation("did:plc:keys", "two", 2, "A", false, 2));
        rows.add(operation("did:plc:keys", "stolen", 3, "B", true, 3));
        rows.add(operation("did:plc:keys", "recovered", 4, "A", false, 4));
        rows.add(operation("did:plc:keys", "rotated", 5, "C", false, 5));
        rows.add(Rows.operation("did:plc:keys", "end", "plc_tombstone", at(6), "", false, at(6)));
        rows.add(operation("did:plc:alive", "one", 1, "A", false, 1));
        rows.add(Rows.found(operation("did:plc:alive", "forged", 2, "X", false, 2), "PLC_SIG_INVALID"));
        // A fault of the directory's, not of the operation.
        rows.add(Rows.found(operation("did:plc:alive", "flagged", 3, "B", false, 3), "PLC_NULLIFIED_FLAG"));
        ViewsTest.insert(engine, rows);

        assertThat(
                        engine.ask(
                                "SELECT operation, key, ended, toDayOfMonth(valid_from), toDayOfMonth(valid_to),"
                                        + " toDayOfMonth(served_until) FROM key_history WHERE did = 'did:plc:keys' ORDER BY valid_from"))
                .isEqualTo("""
                        one\tA\treplaced\t21\t24\t23
                        stolen\tB\tnullified\t23\t23\t24
                        recovered\tA\treplaced\t24\t25\t25
                        rotated\tC\ttombstoned\t25\t26\t26""");
        assertThat(engine.ask("SELECT operation, ended, toDayOfMonth(valid_to), toDayOfMonth(served_until)"
                        + " FROM key_history WHERE did = 'did:plc:alive' ORDER BY valid_from"))
                .isEqualTo("""
                        one\treplaced\t23\t22
                        forged\trefused\t22\t23
                        flagged\tcurrent\t\\N\t\\N""");
        for (int day = 1; day <= 5; day++) {
            assertThat(engine.ask("SELECT count() FROM key_history WHERE did = 'did:plc:keys'"
                            + " AND valid_from <= " + noon(day) + " AND (valid_to IS NULL OR valid_to > " + noon(day)
                            + ")"))
                    .as("keys valid on day %s", day)
                    .isEqualTo("1");
        }
    }

    @Test
    void ofDidWebEveryDocumentCountsFromWhenItWasSeen(Engine engine) throws Exception {
        RowEncoder<IdentityOperationRow> rows = new RowEncoder<>(Table.IDENTITY_OPERATIONS);
        rows.add(Rows.operation("did:web:keys", "sha256:a", "did-document", at(1), "A", false, at(1)));
        rows.add(Rows.operation("did:web:keys", "sha256:b", "did-document", at(2), "B", false, at(2)));
        rows.add(Rows.operation("did:web:keys", "sha256:a", "did-document", at(1), "A", false, at(3)));
        // A document of a DID that has a log is no more than a rendering of it.
        rows.add(Rows.operation("did:plc:rendered", "sha256:a", "did-document", at(1), "A", false, at(1)));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT key, ended, toDayOfMonth(valid_from), toDayOfMonth(valid_to) FROM key_history"
                        + " WHERE did = 'did:web:keys' ORDER BY valid_from"))
                .isEqualTo("A\treplaced\t21\t22\nB\treplaced\t22\t23\nA\tcurrent\t23\t\\N");
        assertThat(engine.ask("SELECT count() FROM key_history WHERE did = 'did:plc:rendered'"))
                .isEqualTo("0");
    }

    @Test
    void anIncidentIsOneRowAsItStands(Engine engine) throws Exception {
        RowEncoder<AlertRow> rows = new RowEncoder<>(Table.ALERTS);
        rows.add(Rows.alert("incident", 1, "did:plc:i", "P1", "open", 10));
        rows.add(Rows.alert("incident", 2, "did:plc:i", "P1", "open", 11));
        // Written twice, and late.
        rows.add(Rows.alert("incident", 2, "did:plc:i", "P1", "open", 12));
        rows.add(Rows.alert("incident", 1, "did:plc:i", "P1", "open", 13));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT alert_id, version, title, occurrences FROM alerts WHERE alert_id = 'incident'"))
                .isEqualTo("incident\t2\ttitle 2\t2");
    }

    @Test
    void aPublisherIsShownWithItsVerdictsItsNameAndWhatIsOpen(Engine engine) throws Exception {
        String did = Rows.verdict("healthy", 4).did();
        RowEncoder<VerdictRow> verdicts = new RowEncoder<>(Table.VERDICTS);
        verdicts.add(Rows.revision(Rows.verdict("healthy", 4), 104, 0, "VERIFIED", ""));
        verdicts.add(Rows.revision(Rows.verdict("healthy", 4), 104, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, verdicts);
        RowEncoder<IdentityOperationRow> operations = new RowEncoder<>(Table.IDENTITY_OPERATIONS);
        operations.add(operation(did, "one", 1, "A", false, 1));
        ViewsTest.insert(engine, operations);
        RowEncoder<AlertRow> alerts = new RowEncoder<>(Table.ALERTS);
        alerts.add(Rows.alert("health-1", 1, did, "P2", "open", 20));
        alerts.add(Rows.alert("health-2", 1, did, "P1", "explained", 21));
        alerts.add(Rows.alert("health-3", 1, did, "P1", "open", 22));
        alerts.add(Rows.alert("health-3", 2, did, "P1", "recovered", 23));
        ViewsTest.insert(engine, alerts);

        assertThat(engine.ask("SELECT handle, pds, violations, open_alerts, highest_severity, last_rev"
                        + " FROM publisher_health WHERE did = '" + did + "'"))
                .isEqualTo("name.test\thttps://pds.test\t1\t1\tP2\t3lf4");
    }

    private static IdentityOperationRow operation(
            String did, String cid, int day, String key, boolean nullified, int observedDay) {
        return Rows.operation(did, cid, OPERATION, at(day), key, nullified, at(observedDay));
    }

    private static String noon(int day) {
        return "toDateTime64('" + Rows.DAY.plusDays(day) + " 12:00:00', 6, 'UTC')";
    }

    private static long at(int day) {
        return Rows.TIME + day * DAY;
    }
}
