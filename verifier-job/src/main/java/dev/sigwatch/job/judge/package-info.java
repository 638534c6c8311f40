/**
 * The stateful half of the job: the state of a DID behind {@link dev.sigwatch.audit.judge.DidState}, and the operators that hand
 * it to the pure judge.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/fault-tolerance/state/">Keyed state</a>
 */
@NullMarked
package dev.sigwatch.job.judge;

import org.jspecify.annotations.NullMarked;
