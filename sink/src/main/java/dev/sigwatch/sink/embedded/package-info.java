/**
 * A real ClickHouse server in a child process, from libchdb.so: the whole engine over HTTP on loopback, without Docker or root.
 * Everything the library needs to behave as a server is kept here; the rest of the sink only sees a URL. See
 * <a href="https://clickhouse.com/docs/chdb">chDB</a>.
 */
@NullMarked
package dev.sigwatch.sink.embedded;

import org.jspecify.annotations.NullMarked;
