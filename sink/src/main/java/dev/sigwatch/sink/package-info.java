/**
 * Everything the product knows about ClickHouse: how to reach it, write rows once and read them back. Schema, row types and the
 * embedded engine are in the packages below; nothing outside this module speaks to the database.
 * See <a href="https://clickhouse.com/docs/interfaces/http">the HTTP interface</a>.
 */
@NullMarked
package dev.sigwatch.sink;

import org.jspecify.annotations.NullMarked;
