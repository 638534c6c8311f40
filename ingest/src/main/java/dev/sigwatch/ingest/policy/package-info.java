/**
 * The documents that people keep and alerts follow, from files into Kafka.
 *
 * <p>What is in them, and whether it is without errors, {@code dev.sigwatch.audit.policy} says.
 */
@NullMarked
package dev.sigwatch.ingest.policy;

import org.jspecify.annotations.NullMarked;
