package dev.sigwatch.sink.row;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A table that is written to: its name, its row type and how a row is encoded. All of them are listed here.
 *
 * @param <R> the row type, a record whose components are the columns in order
 */
public final class Table<R extends Record> {

    /** One row per frame and revision of its verdict. */
    public static final Table<VerdictRow> VERDICTS = new Table<>("verdict_rows", VerdictRow.class, VerdictRow::encode);

    /** One row per operation on a record in scope, and per such record that an export shows. */
    public static final Table<RecordRow> RECORDS = new Table<>("record_rows", RecordRow.class, RecordRow::encode);

    /** One row per export taken of a repository. */
    public static final Table<ExportRow> EXPORTS = new Table<>("exports", ExportRow.class, ExportRow::encode);

    /** Bytes kept to redo checks. */
    public static final Table<EvidenceRow> EVIDENCE = new Table<>("evidence", EvidenceRow.class, EvidenceRow::encode);

    /** One row per identity operation seen, and per change of its fate. */
    public static final Table<IdentityOperationRow> IDENTITY_OPERATIONS =
            new Table<>("identity_operation_rows", IdentityOperationRow.class, IdentityOperationRow::encode);

    /** What ingest counted. */
    public static final Table<StreamStatusRow> STREAM_STATUS =
            new Table<>("stream_status_deltas", StreamStatusRow.class, StreamStatusRow::encode);

    /** One row per record of the alerts topic. */
    public static final Table<AlertRow> ALERTS = new Table<>("alert_updates", AlertRow.class, AlertRow::encode);

    /** What was removed. */
    public static final Table<RedactionRow> REDACTIONS =
            new Table<>("redactions", RedactionRow.class, RedactionRow::encode);

    /** Every table. */
    public static final List<Table<?>> ALL =
            List.of(VERDICTS, RECORDS, EXPORTS, EVIDENCE, IDENTITY_OPERATIONS, STREAM_STATUS, ALERTS, REDACTIONS);

    /** Tables that had another name: a batch that rests in a checkpoint names them so, and that is now a view. */
    private static final Map<String, String> RENAMED = Map.of(
            "verdicts", VERDICTS.name,
            "records", RECORDS.name,
            "identity_operations", IDENTITY_OPERATIONS.name);

    private final String name;
    private final Class<R> rowType;
    private final List<String> columns;
    private final BiConsumer<R, RowBinary> encoder;

    private Table(String name, Class<R> rowType, BiConsumer<R, RowBinary> encoder) {
        this.name = name;
        this.rowType = rowType;
        this.encoder = encoder;
        this.columns = Arrays.stream(rowType.getRecordComponents())
                .map(RecordComponent::getName)
                .map(Table::columnName)
                .toList();
    }

    /** The table's name in the database. */
    public String name() {
        return name;
    }

    /** The record a row is. */
    public Class<R> rowType() {
        return rowType;
    }

    /** Column names, in the order rows are encoded. */
    public List<String> columns() {
        return columns;
    }

    /** What a table is called now. */
    static String currentName(String name) {
        return RENAMED.getOrDefault(name, name);
    }

    void encode(R row, RowBinary out) {
        encoder.accept(row, out);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String columnName(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
