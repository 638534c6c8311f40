package dev.sigwatch.job.row;

import dev.sigwatch.sink.row.Table;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows as they come, of every table. */
public final class CollectedRows implements RowOutput {
    private final List<Record> rows = new ArrayList<>();

    @Override
    public <R extends Record> void add(Table<R> table, R row) {
        rows.add(row);
    }

    public List<Record> rows() {
        return rows;
    }

    /** A row as text, its bytes included. */
    public static String text(Record row) {
        StringBuilder text = new StringBuilder(row.getClass().getSimpleName());
        for (var component : row.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(row);
                text.append(' ')
                        .append(component.getName())
                        .append('=')
                        .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
        return text.toString();
    }
}
