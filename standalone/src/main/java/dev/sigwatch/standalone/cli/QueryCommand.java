package dev.sigwatch.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        header = "Runs SQL on the audit's database, read only.",
        description = {
            "Works on a running deployment and on a stopped one; a stopped one's engine runs for the query alone.",
            "Example: sigwatch query 'SELECT verdict, count() FROM verdicts GROUP BY verdict'"
        })
final class QueryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SQL", description = "One statement.")
    private String sql = "";

    @Option(
            names = "--format",
            paramLabel = "NAME",
            converter = Values.FormatName.class,
            description =
                    "Any ClickHouse output format, such as JSONEachRow or CSVWithNames (default: PrettyCompact on a terminal, "
                            + "TabSeparatedWithNames elsewhere).")
    private @Nullable String format;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (sql.isBlank()) {
            throw CommandFailure.usage("Invalid value for parameter 'SQL': it is empty");
        }
        String usual = terminal.interactive() ? "PrettyCompact" : "TabSeparatedWithNames";
        try (SqlReader reader = database.open()) {
            reader.query(sql, format == null ? usual : format, terminal.bytes());
        }
        return ExitCode.OK.status();
    }
}
