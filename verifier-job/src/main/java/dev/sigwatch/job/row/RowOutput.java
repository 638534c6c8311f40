package dev.sigwatch.job.row;

import dev.sigwatch.sink.row.Table;

/** Where rows go. */
public interface RowOutput {
    /** Takes a row of a table. */
    <R extends Record> void add(Table<R> table, R row);
}
