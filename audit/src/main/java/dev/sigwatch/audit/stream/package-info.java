/**
 * What travels between the parts: the Kafka topics, their records and header names, free of any Kafka type.
 *
 * <p>Values are verbatim network bytes; everything we observed about them rides in headers, so a replay of a topic gives the
 * judging job exactly what the network gave us.
 */
@NullMarked
package dev.sigwatch.audit.stream;

import org.jspecify.annotations.NullMarked;
