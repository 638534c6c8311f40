/**
 * From frames in hand to records in Kafka: what is forwarded, what is filtered, and the cursor, all in one transaction.
 *
 * <p>{@code Ledger} decides, purely; {@code FrameLog} runs it against a {@code Journal}, of which Kafka is the real one. The
 * cursor rules are those of <a href="https://atproto.com/specs/event-stream#sequence-numbers">event streams</a>.
 */
@NullMarked
package dev.sigwatch.ingest.log;

import org.jspecify.annotations.NullMarked;
