/**
 * Recorded traffic: a folder with {@code frames.cborseq} (RFC 8742 sequence of {@code [host, seq, received_at_µs, frame bytes]})
 * and {@code identities.jsonl}; and the audit of a capture without Kafka, Flink or ClickHouse.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8742">RFC 8742, CBOR sequences</a>
 */
@NullMarked
package dev.sigwatch.audit.capture;

import org.jspecify.annotations.NullMarked;
