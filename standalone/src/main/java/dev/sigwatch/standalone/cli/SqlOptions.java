package dev.sigwatch.standalone.cli;

import dev.sigwatch.sink.ClickHouseConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose database a command looks at. */
final class SqlOptions {
    private final ProcessEnvironment environment;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DataOption data;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description =
                    "Look at this server instead of a data folder's, as http[s]://HOST:PORT[/DATABASE]; user and password come "
                            + "from $SIGWATCH_CLICKHOUSE_USER and $SIGWATCH_CLICKHOUSE_PASSWORD.")
    private @Nullable String clickhouse;

    SqlOptions(ProcessEnvironment environment) {
        this.environment = environment;
    }

    /** The same choice, for a command that is shown; empty for the usual one. */
    String where() {
        return clickhouse == null ? data.where() : "--clickhouse " + clickhouse;
    }

    /** As {@link #open()}, for one who changes what is there. */
    SqlReader openToChange() throws InterruptedException {
        if (clickhouse == null) {
            return SqlReader.openToChange(data.folder(), environment);
        }
        return SqlReader.on(ClickHouseAddress.parse(clickhouse, environment, ClickHouseConfig.WRITER));
    }

    SqlReader open() throws InterruptedException {
        if (clickhouse == null) {
            return SqlReader.open(data.folder(), environment);
        }
        return SqlReader.on(ClickHouseAddress.parse(clickhouse, environment, ClickHouseConfig.READER));
    }
}
