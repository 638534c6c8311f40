/**
 * One flat record per table and its encoding as ClickHouse's RowBinary, in batches that are inserted whole and once.
 * A new table is a migration, a record here and a line in {@link dev.sigwatch.sink.row.Table}. See
 * <a href="https://clickhouse.com/docs/interfaces/formats/RowBinary">RowBinary</a>.
 */
@NullMarked
package dev.sigwatch.sink.row;

import org.jspecify.annotations.NullMarked;
