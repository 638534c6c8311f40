package dev.sigwatch.notifier.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The {@code Retry-After} header (<a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110</a>). */
final class RetryAfter {
    /** Longest wait that a receiver can impose: an alert is worth another try. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private RetryAfter() {}

    /** The delay that the header asks for, in seconds or as an HTTP date; empty if the text is neither. */
    static Optional<Duration> tryParse(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(now, at)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
