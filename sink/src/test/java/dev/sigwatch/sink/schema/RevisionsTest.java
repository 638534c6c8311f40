package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.RecordDraft;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.AlertRow;
import dev.sigwatch.sink.row.IdentityOperationRow;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.StreamStatusRow;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is shown of frames whose verdict was given anew. */
@ExtendWith(Engine.Extension.class)
class RevisionsTest {

    @Test
    void thePlainNameShowsTheNewestAndTheOlderOnesSayWhy(Engine engine) throws Exception {
        int partition = 101;
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        for (long offset = 0; offset < 3; offset++) {
            rows.add(first(partition, "revised", offset));
        }
        rows.add(Rows.revision(first(partition, "revised", 1), partition, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, rows);
        rows.add(Rows.revision(first(partition, "revised", 1), partition, 2, "UNPROVEN", "another log"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT frame_offset, verdict, revision FROM verdicts WHERE host = 'revised'"
                        + " ORDER BY frame_offset"))
                .isEqualTo("0\tVERIFIED\t0\n1\tUNPROVEN\t2\n2\tVERIFIED\t0");
        assertThat(engine.ask("SELECT frame_offset, verdict, revision, reason,"
                        + " toUnixTimestamp64Micro(superseded_at) - toUnixTimestamp64Micro(judged_at)"
                        + " FROM verdict_revisions WHERE host = 'revised' ORDER BY revision"))
                .isEqualTo("1\tVERIFIED\t0\ta recovery\t1\n1\tVIOLATION\t1\tanother log\t1");
    }

    @Test
    void aRecordHasTheNewestVerdictOfItsCommit(Engine engine) throws Exception {
        int partition = 102;
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        rows.add(first(partition, "recorded", 0));
        rows.add(first(partition, "recorded", 1));
        rows.add(Rows.revision(first(partition, "recorded", 1), partition, 1, "UNPROVEN", "a"));
        rows.add(Rows.revision(first(partition, "recorded", 1), partition, 2, "VIOLATION", "b"));
        ViewsTest.insert(engine, rows);
        RowEncoder<RecordRow> records = new RowEncoder<>(Table.RECORDS);
        records.add(record(partition, 0, "frame"));
        records.add(record(partition, 1, "frame"));
        records.add(record(partition, 1, "export"));
        ViewsTest.insert(engine, records);

        assertThat(engine.ask("SELECT frame_offset, origin, verdict FROM records WHERE did = 'did:plc:recorded'"
                        + " ORDER BY frame_offset, origin"))
                .isEqualTo("0\tframe\tVERIFIED\n1\tframe\tVIOLATION\n1\texport\tVERIFIED");
        assertThat(engine.ask("SELECT count() FROM records WHERE did = 'did:plc:recorded' AND verdict = 'VERIFIED'"))
                .isEqualTo("2");
        assertThat(engine.ask(
                        "SELECT arraySort(groupArray(name)) = (SELECT arraySort(groupArray(name)) FROM system.columns"
                                + " WHERE database = 'sigwatch' AND table = 'record_rows')"
                                + " FROM system.columns WHERE database = 'sigwatch' AND table = 'records'"))
                .isEqualTo("1");
    }

    @Test
    void aRevisionIsNoFurtherFrame(Engine engine) throws Exception {
        int partition = 103;
        RowEncoder<StreamStatusRow> counts = new RowEncoder<>(Table.STREAM_STATUS);
        counts.add(new StreamStatusRow("balanced", Rows.TIME, 1, 1, Map.of(), 0, 0, 0, 0, 1));
        ViewsTest.insert(engine, counts);
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        rows.add(first(partition, "balanced", 0));
        rows.add(Rows.revision(first(partition, "balanced", 0), partition, 1, "VIOLATION", "a"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT verdict_rows, missing, balanced FROM reconciliation WHERE host = 'balanced'"))
                .isEqualTo("1\t0\ttrue");
    }

    /** What makes a condition cheap: it reaches the rows themselves, and their index. */
    @Test
    void conditionsReachTheIndexThroughTheViews(Engine engine) throws Exception {
        RowEncoder<RecordRow> records = new RowEncoder<>(Table.RECORDS);
        records.add(record(104, 0, "frame"));
        ViewsTest.insert(engine, records);
        assertThat(engine.ask("EXPLAIN indexes = 1 SELECT did FROM verdicts WHERE received_at > now64() - 60"))
                .contains("(received_at in");
        assertThat(engine.ask("EXPLAIN indexes = 1 SELECT tag FROM records WHERE did = 'did:plc:x'"))
                .contains("(did in");
        RowEncoder<IdentityOperationRow> operations = new RowEncoder<>(Table.IDENTITY_OPERATIONS);
        operations.add(Rows.operation("did:plc:reached", "one", "plc_operation", Rows.TIME, "A", false, Rows.TIME));
        ViewsTest.insert(engine, operations);
        RowEncoder<AlertRow> alerts = new RowEncoder<>(Table.ALERTS);
        alerts.add(Rows.alert("reached", 1, "did:plc:reached", "P1", "recovered", 30));
        ViewsTest.insert(engine, alerts);
        for (String view : List.of("identity_operations", "key_history", "tag_history", "images")) {
            assertThat(engine.ask("EXPLAIN indexes = 1 SELECT * FROM " + view + " WHERE did = 'did:plc:x'"))
                    .as(view)
                    .contains("(did in");
        }
        assertThat(engine.ask("EXPLAIN indexes = 1 SELECT * FROM alerts WHERE alert_id = 'x'"))
                .contains("(alert_id in");
    }

    private static VerdictRow first(int partition, String host, long offset) {
        return Rows.revision(Rows.verdict(host, offset), partition, 0, "VERIFIED", "");
    }

    private static RecordRow record(int partition, long offset, String origin) {
        return new RecordDraft("did:plc:recorded", "io.atcr.tag")
                .key("a")
                .origin(origin)
                .at(Rows.TIME, partition, offset)
                .row();
    }
}
