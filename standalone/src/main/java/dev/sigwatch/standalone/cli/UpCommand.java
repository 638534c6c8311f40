package dev.sigwatch.standalone.cli;

import dev.sigwatch.ingest.ExportOptions;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.job.JobConfig;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.feed.IngestFeed;
import dev.sigwatch.standalone.pipeline.PipelineConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "up",
        header = "Starts everything in one process and audits until stopped.",
        description = {
            "Prints one line that starts with 'ready' and has the addresses, then a live status line.",
            "Stop it with Ctrl-C or SIGTERM; the next start goes on where it stopped."
        })
final class UpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Sigwatch root;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOptions network;

    @Option(
            names = "--max-export-bytes",
            paramLabel = "N",
            defaultValue = "" + FetchLimits.MAX_EXPORT,
            description =
                    "Longest repository taken from a PDS, 0 for none; up to four lie in the data folder at once (default: "
                            + "${DEFAULT-VALUE}).")
    private long maxExportBytes = FetchLimits.MAX_EXPORT;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DataOption data;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PipelineOptions pipeline;

    UpCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        DataFolder folder = data.folder();
        PipelineConfig config = pipeline.on(folder, JobConfig.DEFAULT_HOLD_TIMEOUT);
        IngestFeed feed = new IngestFeed(network.checked(new ExportOptions(folder.exports(), maxExportBytes)));
        Logs.to(folder, root.verbose);
        try (Session session = Session.start(terminal, environment, config, feed, feed::status)) {
            session.watch(() -> false);
        }
        return ExitCode.OK.status();
    }
}
