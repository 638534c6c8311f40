/**
 * The stage that turns signals into alerts: the state of a DID's incidents, the policy that every task holds, and the operators that
 * hand both to the pure judge of alerts.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/fault-tolerance/broadcast_state/">Broadcast state</a>
 */
@NullMarked
package dev.sigwatch.job.alert;

import org.jspecify.annotations.NullMarked;
