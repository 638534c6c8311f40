package dev.sigwatch.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reconcile",
        header = "Looks whether every frame received is accounted for.",
        description = {
            "For each stream: received = forwarded + filtered, and forwarded = rows in verdicts.",
            "Exits with 0 if all is balanced, 1 if not. On a stopped deployment frames that are still to be judged count as missing."
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(300);

    private final Terminal terminal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            defaultValue = "10s",
            description =
                    "While the deployment runs, how long to wait for frames on their way (default: ${DEFAULT-VALUE}).")
    private Duration wait = Duration.ofSeconds(10);

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (SqlReader reader = database.open()) {
            long deadline = System.nanoTime() + wait.toNanos();
            Reconciliation books = Reconciliation.read(reader);
            while (!books.balanced() && reader.running() && System.nanoTime() - deadline < 0) {
                Thread.sleep(POLL.toMillis());
                books = Reconciliation.read(reader);
            }
            books.print(terminal.out());
            terminal.out().println(books.balanced() ? "balanced" : "NOT balanced");
            return (books.balanced() ? ExitCode.OK : ExitCode.FOUND).status();
        }
    }
}
