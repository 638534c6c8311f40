/**
 * The Flink job: reads the streams, has every frame checked and judged, and passes the rows on. Operators are thin; what is
 * decided, {@code dev.sigwatch.audit} decides.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/">Apache Flink</a>
 */
@NullMarked
package dev.sigwatch.job;

import org.jspecify.annotations.NullMarked;
