/**
 * Values of the job's own that cross between operators or rest in state; everything else comes from {@code audit}. Flat and
 * immutable, because with object reuse on (see
 * <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/deployment/config/#pipeline-object-reuse">the option</a>)
 * operators share them.
 */
@NullMarked
package dev.sigwatch.job.value;

import org.jspecify.annotations.NullMarked;
