/**
 * A real Kafka broker inside this process (KRaft, one node, loopback).
 *
 * @see <a href="https://kafka.apache.org/42/documentation/#kraft">KRaft</a>
 */
@NullMarked
package dev.sigwatch.standalone.kafka;

import org.jspecify.annotations.NullMarked;
