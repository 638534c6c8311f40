/**
 * What every use of Kafka here shares: where it is, its topics, and which of its failures an operator must mend.
 *
 * <p>Topic names and record headers belong to {@code dev.sigwatch.audit.stream}; clients are built in the rooms that use them
 * (<a href="https://kafka.apache.org/documentation/">Kafka</a>).
 */
@NullMarked
package dev.sigwatch.ingest.kafka;

import org.jspecify.annotations.NullMarked;
