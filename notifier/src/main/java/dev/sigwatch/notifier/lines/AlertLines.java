package dev.sigwatch.notifier.lines;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.notifier.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An alert as a few lines for a person: what, about whom, until when, where to read on. */
public final class AlertLines {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String RESET = "\u001b[0m";
    private static final int MAX_TITLE = 200;
    private static final int MAX_SENTENCE = 400;
    private static final int MAX_NAME = 100;

    private final boolean coloured;
    private final String where;

    /**
     * The form of lines.
     *
     * @param coloured whether they go to a terminal
     * @param where options that the command they name needs to find the alert, empty for none
     */
    public AlertLines(boolean coloured, String where) {
        this.coloured = coloured;
        this.where = where.isEmpty() ? "" : " " + where;
    }

    /**
     * The lines.
     *
     * @param now microseconds since the epoch, to say how long is left
     */
    public List<String> of(Alert alert, long now) {
        List<String> lines = new ArrayList<>();
        lines.add(head(alert));
        lines.add("      " + about(alert));
        if (alert.status() == Alert.Status.OPEN) {
            lines.add("      " + PlainText.line(alert.sentence(), MAX_SENTENCE));
            Long deadline = alert.deadlineAt();
            if (deadline != null) {
                lines.add("      can be undone until " + time(deadline) + " UTC" + left(deadline - now));
            }
        }
        if (!alert.explainedBy().isEmpty()) {
            lines.add("      expected: " + PlainText.line(alert.explainedBy(), MAX_SENTENCE));
        }
        lines.add("      ./sigwatch explain " + PlainText.line(alert.id(), MAX_NAME) + where);
        return lines;
    }

    /** The first line alone. */
    public String head(Alert alert) {
        String word =
                switch (alert.status()) {
                    case OPEN -> alert.version() == 1 ? "ALERT" : "AGAIN";
                    case EXPLAINED -> "EXPECTED";
                    case RECOVERED -> "OVER";
                };
        String head = alert.priority() + " " + word + " " + alert.rule().name() + " "
                + alert.rule().wireName() + ": " + PlainText.line(alert.title(), MAX_TITLE);
        return coloured ? colour(alert) + head + RESET : head;
    }

    private static String about(Alert alert) {
        if (alert.did().isEmpty()) {
            return PlainText.line(alert.facts().getOrDefault("part", "the auditor itself"), MAX_NAME);
        }
        String handle = alert.handle().isEmpty()
                ? ""
                : " (" + PlainText.line(alert.handle(), MAX_NAME) + (alert.handleVerified() ? ")" : ", unverified)");
        return PlainText.line(alert.did(), MAX_NAME) + handle;
    }

    private static String left(long micros) {
        if (micros <= 0) {
            return ", which is over";
        }
        Duration left = Duration.of(micros, ChronoUnit.MICROS);
        return left.toHours() > 0
                ? String.format(Locale.ROOT, " (%d h %d min left)", left.toHours(), left.toMinutesPart())
                : String.format(Locale.ROOT, " (%d min left)", left.toMinutes());
    }

    private static String time(long micros) {
        return CLOCK.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static String colour(Alert alert) {
        if (alert.status() != Alert.Status.OPEN) {
            return "\u001b[32m";
        }
        return colour(alert.priority());
    }

    private static String colour(Priority priority) {
        return switch (priority) {
            case P1 -> "\u001b[1;31m";
            case P2 -> "\u001b[33m";
            case P3 -> "\u001b[36m";
            case P4 -> "\u001b[2m";
        };
    }
}
