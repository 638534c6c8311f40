package dev.sigwatch.standalone.cli;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.schema.Migrator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "migrate",
        header = "Makes database, tables and users on a ClickHouse server, or brings them up to date.",
        description = {
            "For deployments with a server of their own; up does it in its own database at every start. Running it again does no harm.",
            "An administrator's name and password come from $SIGWATCH_CLICKHOUSE_USER (default: default) and "
                    + "$SIGWATCH_CLICKHOUSE_PASSWORD. Given the passwords of both, it makes the users sigwatch_writer, for the job, and "
                    + "sigwatch_reader, for people and dashboards, or sets their passwords, and tries whether they get in."
        })
final class MigrateCommand implements Callable<Integer> {
    /** Who administers a server where nobody was named: ClickHouse's own first user. */
    private static final String ADMINISTRATOR = "default";

    private static final String WRITER_VARIABLE = "SIGWATCH_WRITER_PASSWORD";
    private static final String READER_VARIABLE = "SIGWATCH_READER_PASSWORD";
    private static final int MAX_PASSWORD_BYTES = 1_024;
    private static final long PAUSE_MILLIS = 500;

    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            required = true,
            description = "The server, as http[s]://HOST:PORT[/DATABASE].")
    private String clickhouse = "";

    @Option(
            names = "--writer-password-file",
            paramLabel = "FILE",
            description = "Password of sigwatch_writer (default: from $" + WRITER_VARIABLE + ").")
    private @Nullable Path writerPasswordFile;

    @Option(
            names = "--reader-password-file",
            paramLabel = "FILE",
            description = "Password of sigwatch_reader (default: from $" + READER_VARIABLE + ").")
    private @Nullable Path readerPasswordFile;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            defaultValue = "60s",
            description = "How long to wait for the server to answer (default: ${DEFAULT-VALUE}).")
    private Duration wait = Duration.ofSeconds(60);

    MigrateCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClickHouseConfig administrator = ClickHouseAddress.parse(clickhouse, environment, ADMINISTRATOR);
        String writer = password("--writer-password-file", writerPasswordFile, WRITER_VARIABLE);
        String reader = password("--reader-password-file", readerPasswordFile, READER_VARIABLE);
        if (writer.isEmpty() != reader.isEmpty()) {
            throw CommandFailure.usage("Missing option '"
                    + (writer.isEmpty() ? "--writer-password-file" : "--reader-password-file")
                    + "': the two users are made together, or neither");
        }
        Migrator migrator = new Migrator(administrator);
        try {
            int applied = migrate(migrator);
            say("database " + administrator.database() + " at " + administrator.url() + ": "
                    + (applied == 0
                            ? "up to date"
                            : applied + (applied == 1 ? " migration" : " migrations") + " applied"));
            if (!writer.isEmpty()) {
                users(migrator, administrator, writer, reader);
            }
            return ExitCode.OK.status();
        } catch (ClickHouseException e) {
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** A server that is away or starting is tried again until the time is up. */
    private int migrate(Migrator migrator) throws ClickHouseException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        boolean said = false;
        while (true) {
            try {
                return migrator.migrate();
            } catch (ClickHouseException e) {
                if (!e.retryable() || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                if (!said) {
                    say("waiting: " + e.getMessage());
                    said = true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Whatever became of making them, what counts is that both get in. */
    private void users(Migrator migrator, ClickHouseConfig administrator, String writer, String reader)
            throws ClickHouseException {
        String kept =
                switch (migrator.makeUsers(writer, reader)) {
                    case MADE -> "made, or their passwords set";
                    case CONFIGURED_ELSEWHERE -> "kept in the server's configuration, and left as they are";
                    case NOT_PERMITTED -> "left as they are: user " + administrator.user() + " may not make users";
                };
        String names = "users " + ClickHouseConfig.WRITER + " and " + ClickHouseConfig.READER + ": ";
        for (ClickHouseConfig user : new ClickHouseConfig[] {
            administrator.as(ClickHouseConfig.WRITER, writer), administrator.as(ClickHouseConfig.READER, reader)
        }) {
            if (!new ClickHouseReader(user).ping()) {
                throw ClickHouseException.permanent(
                        names + kept + "; but " + user.user() + " does not get in with the given password");
            }
        }
        say(names + kept);
    }

    private String password(String option, @Nullable Path file, String variable) {
        if (file == null) {
            return environment.variables().getOrDefault(variable, "");
        }
        String text = new String(GivenFile.read(file, MAX_PASSWORD_BYTES), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw CommandFailure.usage("Invalid value for option '" + option + "': " + file + " is empty");
        }
        return text;
    }

    private void say(String text) {
        terminal.out().println(text);
    }
}
