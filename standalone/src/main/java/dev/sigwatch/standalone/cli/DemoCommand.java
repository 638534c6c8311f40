package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.feed.DemoFeed;
import dev.sigwatch.standalone.pipeline.PipelineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        header = "Shows what an audit finds, offline.",
        description = {
            "The whole pipeline on recorded traffic of a real PDS, then on a made-up network in which a publisher is attacked.",
            "Ends with what was found and where to look. Works in a data folder of its own, .sigwatch/demo unless --data names "
                    + "another, which must be empty."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String CAPTURE = "captures/reference-pds";

    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Sigwatch root;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DataOption data;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PipelineOptions pipeline;

    DemoCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Capture capture = ReplayCommand.open(environment.home().resolve(CAPTURE));
        DataFolder world = data.freshFolder("demo");
        Path files = Files.createDirectories(world.root());
        Path trustPolicy = files.resolve("trust-policy.yaml");
        DemoFeed feed = new DemoFeed(capture, files.resolve("expectations.yaml"), trustPolicy);
        PipelineConfig config = pipeline.on(world, ReplayCommand.HOLD).withAlertLines();
        Logs.to(world, root.verbose);
        try (Session session = Session.start(terminal, environment, config, feed, feed::status);
                SqlReader reader = SqlReader.on(session.addresses().reader())) {
            feed.play(session::say);
            if (session.watch(new Judged(feed.fed(), reader))) {
                Report.print(reader, session::say, world);
                new DemoEnding(session, reader, world, feed, trustPolicy).tell();
            }
        }
        return ExitCode.OK.status();
    }
}
