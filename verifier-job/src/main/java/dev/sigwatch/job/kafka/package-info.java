/**
 * The job's ends in Kafka: records to values and back. Readers only carry bytes and headers over, because what a reader throws
 * fails the job again at every start.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/connectors/datastream/kafka/">Kafka connector</a>
 */
@NullMarked
package dev.sigwatch.job.kafka;

import org.jspecify.annotations.NullMarked;
