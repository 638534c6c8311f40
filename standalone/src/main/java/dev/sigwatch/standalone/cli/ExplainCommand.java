package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.standalone.explain.Explanation;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        header = "Tells the story of an alert in plain words.",
        description = {
            "What happened, in order; what proves it, checked again from the evidence kept; until when it can be undone, and by whom; "
                    + "what to do now.",
            "Needs no network."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "ALERT_ID",
            converter = Values.AlertId.class,
            description = "As sigwatch alerts shows it; its first characters are enough.")
    private String id = "";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (SqlReader reader = database.open()) {
            explain(reader, only(AlertRows.startingWith(reader, id)), terminal.out()::println);
            return ExitCode.OK.status();
        }
    }

    /** Tells the story of one alert. */
    static void explain(SqlReader reader, Alert alert, Consumer<String> out) throws IOException, InterruptedException {
        AlertDossier dossier = AlertDossier.read(reader, alert, SignatureVerifiers.best());
        Explanation explanation =
                dossier.explanation(AlertRows.micros(Clock.systemUTC().instant()));
        explanation.lines().forEach(out);
    }

    private Alert only(List<Alert> found) {
        if (found.isEmpty()) {
            throw new CommandFailure(ExitCode.UNREADABLE, "no alert has an id that begins with '" + id + "'");
        }
        if (found.size() > 1 && !found.get(0).id().equals(id)) {
            List<String> ids = found.stream().map(Alert::id).toList();
            throw CommandFailure.usage(
                    "Invalid value for parameter 'ALERT_ID': '" + id + "' may be " + String.join(", ", ids));
        }
        return found.get(0);
    }
}
