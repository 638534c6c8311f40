package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.flink.FlinkSettings;
import dev.sigwatch.standalone.pipeline.PipelineConfig;
import dev.sigwatch.standalone.pipeline.Port;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a process is put together: ports, servers that already run, sizes. */
final class PipelineOptions {
    static final int HTTP_PORT = 8470;
    static final int CLICKHOUSE_PORT = 8123;

    private final ProcessEnvironment environment;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = Values.PortNumber.class,
            description = "Port of /health and /metrics, 0 for any free one (default: " + HTTP_PORT
                    + ", or a free one where that is taken).")
    private @Nullable Integer httpPort;

    @Option(
            names = "--clickhouse-port",
            paramLabel = "PORT",
            converter = Values.PortNumber.class,
            description = "Port of ClickHouse over HTTP, 0 for any free one (default: " + CLICKHOUSE_PORT
                    + ", or a free one where that is taken).")
    private @Nullable Integer clickhousePort;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            converter = Values.Bootstrap.class,
            description = "Use Kafka brokers that already run.")
    private @Nullable String kafka;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description =
                    "Use a ClickHouse server that already runs, as http[s]://HOST:PORT[/DATABASE]; user and password come from "
                            + "$SIGWATCH_CLICKHOUSE_USER and $SIGWATCH_CLICKHOUSE_PASSWORD.")
    private @Nullable String clickhouse;

    @Option(
            names = "--hold-timeout",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            description =
                    "How long an event waits for a key or an export before it is UNPROVEN, such as 30s, 10m, 2h (default: 10m; 30s "
                            + "where the identities come from a capture).")
    private @Nullable Duration holdTimeout;

    @Option(
            names = "--key-grace",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            description = "How long after its replacement a key is still honoured, such as 10m (default: 10m).")
    private Duration keyGrace = DidJudge.DEFAULT_KEY_GRACE;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Values.Parallelism.class,
            defaultValue = "2",
            description = "Subtasks per operator of the job, 1 to " + FlinkSettings.MAX_PARALLELISM
                    + " (default: ${DEFAULT-VALUE}).")
    private int parallelism = 2;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NotifyOptions notify;

    PipelineOptions(ProcessEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The configuration on a folder.
     *
     * @param usualHold how long events are held where no option says
     */
    PipelineConfig on(DataFolder folder, Duration usualHold) {
        return new PipelineConfig(
                folder,
                environment.home(),
                port(httpPort, HTTP_PORT),
                port(clickhousePort, CLICKHOUSE_PORT),
                Optional.ofNullable(clickhouse)
                        .map(url -> ClickHouseAddress.parse(url, environment, ClickHouseConfig.WRITER)),
                Optional.ofNullable(kafka),
                parallelism,
                holdTimeout == null ? usualHold : holdTimeout,
                keyGrace,
                notify.plan().at(where(folder)));
    }

    /** What commands need to be told to find the folder. */
    private String where(DataFolder folder) {
        boolean isUsual = folder.root().equals(DataFolder.defaultRoot(environment.variables()));
        return isUsual ? "" : "--data " + Report.quoted(folder);
    }

    private static Port port(@Nullable Integer given, int usual) {
        return given == null ? new Port(usual, false) : new Port(given, true);
    }
}
