package dev.sigwatch.audit.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Times as people write them in documents, in microseconds since the epoch. */
final class PolicyTime {
    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2200;
    private static final int DATE_LENGTH = 10;
    private static final long MICROS = 1_000_000L;

    private PolicyTime() {}

    /**
     * A date, at its start in UTC, or a time with its zone; null for anything else.
     *
     * @param name of the field
     * @param fault takes what is wrong
     */
    static @Nullable Long read(String name, String text, Consumer<String> fault) {
        try {
            OffsetDateTime time = text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text.replace(' ', 'T'));
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toEpochSecond() * MICROS + time.getNano() / 1_000;
            }
            fault.accept(name + " is not in this age: " + YamlEvents.quoted(text));
        } catch (DateTimeException notATime) {
            fault.accept(name + " is neither a date nor a time with its zone, as in 2026-11-30T18:00:00Z: "
                    + YamlEvents.quoted(text));
        }
        return null;
    }

    /** A time as documents write it. */
    static String text(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
                .toString();
    }
}
