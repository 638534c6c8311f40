package dev.sigwatch.sink.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.InsertResult;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows into a table and back. */
final class RoundTrip {
    private RoundTrip() {}

    /** Inserts rows, and asserts that a query finds the same. */
    static <R extends Record> void of(Engine engine, Table<R> table, List<R> rows, String where, String order)
            throws Exception {
        insert(engine, table, rows);
        Map<String, String> types = new TreeMap<>();
        engine.ask("SELECT name, type FROM system.columns WHERE database = 'sigwatch' AND table = '" + table.name()
                        + "'")
                .lines()
                .map(line -> line.split("\t"))
                .forEach(line -> types.put(line[0], line[1]));
        String select = table.columns().stream()
                .map(column -> RowText.column(column, types.getOrDefault(column, "")))
                .collect(Collectors.joining(", "));
        String result = engine.ask(
                "SELECT " + select + ", '.' FROM " + table.name() + " WHERE " + where + " ORDER BY " + order);
        List<String> expected = new ArrayList<>();
        for (R row : rows) {
            List<String> values = new ArrayList<>();
            for (RecordComponent component : table.rowType().getRecordComponents()) {
                values.add(RowText.value(component.getAccessor().invoke(row)));
            }
            expected.add(String.join("\t", values) + "\t.");
        }
        assertThat(result.lines().toList()).isEqualTo(expected);
    }

    static <R extends Record> void insert(Engine engine, Table<R> table, List<R> rows) throws Exception {
        RowEncoder<R> encoder = new RowEncoder<>(table);
        rows.forEach(encoder::add);
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(encoder.drain(UUID.randomUUID())).kind()).isEqualTo(InsertResult.Kind.INSERTED);
        }
    }
}
