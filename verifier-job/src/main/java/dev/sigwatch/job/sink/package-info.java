/**
 * Rows into ClickHouse, each exactly once: batches are frozen with a token at every checkpoint, kept in it, and inserted after it
 * completes, as often as it takes; the server drops a token it has seen.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/api/java/org/apache/flink/api/connector/sink2/SupportsCommitter.html">Two-phase sinks</a>
 */
@NullMarked
package dev.sigwatch.job.sink;

import org.jspecify.annotations.NullMarked;
