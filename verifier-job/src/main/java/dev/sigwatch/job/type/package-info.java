/**
 * How the values of the job lie in checkpoints and on the network between tasks: hand-written binary forms, never reflection.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/fault-tolerance/serialization/custom_serialization/">State serialisation</a>
 */
@NullMarked
package dev.sigwatch.job.type;

import org.jspecify.annotations.NullMarked;
