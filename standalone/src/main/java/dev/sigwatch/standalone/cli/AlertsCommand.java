package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.notifier.PlainText;
import dev.sigwatch.notifier.lines.AlertLines;
import dev.sigwatch.standalone.explain.Times;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "alerts",
        header = "Lists what was found that somebody should know.",
        description = {
            "One line for each incident, however often it was detected; 'sigwatch explain ID' tells its story.",
            "Exits with 1 if an incident of priority P1 or P2 is open, 0 otherwise."
        })
final class AlertsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 1_000;
    private static final String FORM = "%-23s  %-2s  %-9s  %-3s  %-20s  %-33s  %s";
    private static final int MAX_TITLE = 160;

    private final Terminal terminal;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Values.Moment.class,
            description = "Only what changed since then: 2026-11-01T12:00:00Z, or how long ago, such as 24h.")
    private @Nullable Instant since;

    @Option(
            names = "--priority",
            paramLabel = "P1|P2|P3|P4",
            defaultValue = "P4",
            description = "Only what is at least so urgent (default: all).")
    private Priority least = Priority.P4;

    @Option(names = "--open", description = "Only what is open: not what was expected, nor what is over.")
    private boolean onlyOpen;

    @Option(names = "--follow", description = "Go on with what comes, until stopped.")
    private boolean follow;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            converter = Values.Output.class,
            defaultValue = "text",
            description = "json: one line for each, as webhooks get it (default: ${DEFAULT-VALUE}).")
    private String output = "text";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    AlertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (SqlReader reader = database.open()) {
            AlertRows rows = new AlertRows(reader, since == null ? 0 : AlertRows.micros(since), least, onlyOpen);
            rows.skipToEnd();
            List<Alert> all = rows.all();
            print(all);
            if (follow) {
                if (!reader.running()) {
                    throw new CommandFailure(
                            ExitCode.START_FAILED, "nothing to follow: no sigwatch runs on this data folder");
                }
                follow(rows);
            }
            return (all.stream().anyMatch(AlertsCommand::isUrgent) ? ExitCode.FOUND : ExitCode.OK).status();
        }
    }

    private void follow(AlertRows rows) throws IOException, InterruptedException {
        Signals signals = Signals.install();
        AlertLines lines = new AlertLines(terminal.interactive(), database.where());
        while (!signals.await(POLL_MILLIS)) {
            for (Alert alert : rows.news()) {
                if (isJson()) {
                    terminal.out().println(AlertJson.write(alert));
                } else {
                    lines.of(alert, Clock.systemUTC().millis() * 1_000).forEach(terminal.out()::println);
                }
            }
        }
    }

    private void print(List<Alert> alerts) {
        if (isJson()) {
            alerts.forEach(alert -> terminal.out().println(AlertJson.write(alert)));
            return;
        }
        if (alerts.isEmpty()) {
            terminal.out().println(follow ? "no alerts yet" : "no alerts");
            return;
        }
        table(alerts).forEach(terminal.out()::println);
    }

    /** A line for each, below their names. */
    static List<String> table(List<Alert> alerts) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, FORM, "raised", "P", "status", "", "id", "about", "title"));
        alerts.forEach(alert -> lines.add(line(alert)));
        return lines;
    }

    private static String line(Alert alert) {
        String about = alert.did().isEmpty() ? alert.facts().getOrDefault("part", "") : alert.did();
        return String.format(
                Locale.ROOT,
                FORM,
                Times.utc(alert.raisedAt()),
                alert.priority(),
                alert.status().wireName(),
                alert.rule(),
                alert.id(),
                PlainText.line(about, 80),
                PlainText.line(alert.title(), MAX_TITLE));
    }

    private boolean isJson() {
        return output.equals("json");
    }

    private static boolean isUrgent(Alert alert) {
        return alert.status() == Alert.Status.OPEN && alert.priority().compareTo(Priority.P2) <= 0;
    }
}
