package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.redact.RedactionTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "redact",
        header = "Takes the contents of records out of the database, for good, and keeps every proof verifiable.",
        description = {
            "Of a record, or of all records of an account: what they say goes, from the rows and from the messages kept as evidence. That "
                    + "they were there, their hashes, who signed them and how that was judged stays, and can still be checked.",
            "Digests, and the names of repositories and tags, which the audit stands on, stay, too. Who asked for it, when and why is kept in "
                    + "the table redactions.",
            "Counts first, and asks; without a terminal it needs --yes. With --clickhouse, user and password must be the writer's."
        })
final class RedactCommand implements Callable<Integer> {
    private static final String YES = "yes";
    private static final int MOST_REASON = 1_000;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DID|AT-URI",
            description = "The account, or one record of it as at://DID/COLLECTION/RKEY.")
    private String what = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with the account of it.")
    private String reason = "";

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    RedactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RedactionTarget target = RedactionTarget.tryParse(what)
                .orElseThrow(() -> CommandFailure.usage(
                        "Invalid value for parameter 'DID|AT-URI': it is neither a DID nor at://DID/COLLECTION/RKEY"));
        if (reason.isBlank() || reason.length() > MOST_REASON) {
            throw CommandFailure.usage(
                    "Invalid value for option '--reason': say why, in up to " + MOST_REASON + " characters");
        }
        try (SqlReader reader = database.openToChange()) {
            Redactor redactor = new Redactor(reader, target);
            Redactor.Count would = redactor.count();
            announce(target, would);
            if (would.records() == 0 && would.evidence() == 0) {
                terminal.out().println("Nothing was changed.");
            } else if (!yes && !isConfirmed()) {
                terminal.out().println("Nothing was changed: say --yes, or answer " + YES + ".");
            } else {
                done(redactor.redact(reason, System.getProperty("user.name", "")));
            }
        }
        return ExitCode.OK.status();
    }

    private void announce(RedactionTarget target, Redactor.Count count) {
        PrintWriter to = terminal.out();
        to.println((target.path() == null ? "All records of " + target.did() : "Record " + target.uri()) + ":");
        to.println("  rows about records that have contents: " + count.records());
        to.println("  messages and exports kept as evidence that have them: " + count.evidence()
                + (count.whole() == 0 ? "" : ", of which " + count.whole() + " cannot be read and go as a whole"));
        to.println(
                "What is taken out cannot be had back from here. It does not reach what is elsewhere: Kafka keeps the messages until "
                        + "their retention ends (seven days, unless set otherwise), backups keep what they have, and what the publisher still "
                        + "serves is recorded again when it is seen again.");
    }

    private void done(Redactor.Count count) {
        terminal.out()
                .println("Redacted: " + count.records() + " rows about records, " + count.evidence()
                        + " items of evidence. What they prove can still be checked: sigwatch proof AT-URI.");
        terminal.out()
                .println("The server drops the old files within some minutes. See who asked for what: "
                        + "sigwatch query \"SELECT * FROM redactions\"");
    }

    private boolean isConfirmed() throws IOException {
        if (!terminal.interactive()) {
            return false;
        }
        terminal.out().print("Take them out for good? Type " + YES + ": ");
        terminal.out().flush();
        // Not closed: it is the process's own.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return YES.equals(in.readLine());
    }
}
