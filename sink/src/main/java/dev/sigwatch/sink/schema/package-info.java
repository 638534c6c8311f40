/**
 * The numbered SQL files that make the database what the row types expect, and what applies them at every start.
 * Table and column names are a public interface. See <a href="https://clickhouse.com/docs/sql-reference/statements/create/table">CREATE TABLE</a>.
 */
@NullMarked
package dev.sigwatch.sink.schema;

import org.jspecify.annotations.NullMarked;
