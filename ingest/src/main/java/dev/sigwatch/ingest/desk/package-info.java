/**
 * Requests about DIDs, from Kafka to their answer: one open case per DID, one lane per host that is asked, tries and pauses.
 *
 * <p>{@code Desk} decides whose turn it is, purely; {@code Office} runs it with the threads of whoever answers.
 */
@NullMarked
package dev.sigwatch.ingest.desk;

import org.jspecify.annotations.NullMarked;
