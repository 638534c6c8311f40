package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureException;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.feed.CaptureFeed;
import dev.sigwatch.standalone.pipeline.PipelineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "replay",
        header = "Feeds a capture through the whole pipeline.",
        description = {
            "Kafka, Flink and ClickHouse run as they do live; identities come from the capture, nothing from the network.",
            "Works in a data folder of its own, .sigwatch/replay unless --data names another, which must be empty."
        })
final class ReplayCommand implements Callable<Integer> {
    /** Identities come from the capture at once or not at all. */
    static final Duration HOLD = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Sigwatch root;

    @Parameters(paramLabel = "CAPTURE", description = "A folder with frames.cborseq and identities.jsonl.")
    private Path folder = Path.of("");

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DataOption data;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PipelineOptions pipeline;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PolicyFiles policy;

    ReplayCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        CaptureFeed feed = new CaptureFeed(open(folder), policy.checked());
        DataFolder world = data.freshFolder("replay");
        PipelineConfig config = pipeline.on(world, HOLD);
        Logs.to(world, root.verbose);
        try (Session session = Session.start(terminal, environment, config, feed, feed::status);
                SqlReader reader = SqlReader.on(session.addresses().reader())) {
            if (session.watch(new Judged(feed.fed(), reader))) {
                Report.print(reader, session::say, world);
            }
        }
        return ExitCode.OK.status();
    }

    static Capture open(Path folder) {
        try {
            return Capture.open(folder);
        } catch (CaptureException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
