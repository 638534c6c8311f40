/**
 * Brings the firehose, the answers of identity directories and whole repositories into Kafka, and judges nothing.
 *
 * <p>The rooms, arrows going down only: {@code stream → log → scope → fetch → time}, {@code log → kafka}, and {@code repo →
 * identity → desk → kafka, time} with {@code identity → fetch}; this package puts them together.
 */
@NullMarked
package dev.sigwatch.ingest;

import org.jspecify.annotations.NullMarked;
