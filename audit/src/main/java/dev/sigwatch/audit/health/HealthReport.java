package dev.sigwatch.audit.health;

import java.time.Duration;
import java.util.Map;

/**
 * How one part of the system does, by its own word: the value of a record in {@code audit.health}, as JSON.
 *
 * @param part {@code relay/HOST}, {@code directory/HOST} (the export feed), {@code resolver}, {@code repos}, {@code notifier/NAME},
 *     {@code reconciliation/HOST}
 * @param at microseconds since the epoch
 * @param numbers by name, as {@link HealthNames} lists them
 * @param detail one line: how the last connection ended, why the last attempt failed; empty while all is well
 */
public record HealthReport(String part, long at, Map<String, Long> numbers, String detail) {
    /** How often a part reports: whoever watches takes a longer silence for a part that does not run. */
    public static final Duration PERIOD = Duration.ofSeconds(5);
}
