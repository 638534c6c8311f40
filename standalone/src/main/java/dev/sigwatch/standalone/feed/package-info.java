/**
 * What brings frames and identities into Kafka: ingest on live streams, or a recorded capture in its place.
 */
@NullMarked
package dev.sigwatch.standalone.feed;

import org.jspecify.annotations.NullMarked;
