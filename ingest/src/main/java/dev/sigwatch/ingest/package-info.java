/**
 * Brings the firehose and the answers of identity directories into Kafka, verbatim, and judges nothing.
 *
 * <p>The rooms, arrows going down only: {@code stream → log → scope → fetch → time}, {@code log → kafka}, and {@code identity →
 * fetch, kafka, time}; this package puts them together.
 */
@NullMarked
package dev.sigwatch.ingest;

import org.jspecify.annotations.NullMarked;
