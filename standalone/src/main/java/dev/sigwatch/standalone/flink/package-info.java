/**
 * A real Flink cluster inside this process that runs one job and takes it up again where it stopped.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/state/checkpoints/">Checkpoints</a>
 */
@NullMarked
package dev.sigwatch.standalone.flink;

import org.jspecify.annotations.NullMarked;
