package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.ingest.ExportOptions;
import dev.sigwatch.standalone.capture.Recorder;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.data.FileTree;
import dev.sigwatch.standalone.feed.IngestFeed;
import dev.sigwatch.standalone.kafka.EmbeddedKafka;
import dev.sigwatch.standalone.pipeline.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "record",
        header = "Makes a capture: frames, and what the directory says about their DIDs.",
        description = "Records until stopped, or until --frames or --for is reached. Read it with check and replay.")
final class RecordCommand implements Callable<Integer> {
    private static final long STATUS_MILLIS = 5_000;

    private final Terminal terminal;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Sigwatch root;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOptions network;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The capture's folder.")
    private Path out = Path.of("");

    @Option(
            names = "--frames",
            paramLabel = "N",
            converter = Values.Count.class,
            description = "Stop after this many frames.")
    private @Nullable Long frames;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            description = "Stop after this time, such as 30s or 10m.")
    private @Nullable Duration duration;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            converter = Values.Span.class,
            defaultValue = "30s",
            description = "At the end, how long to wait for the directory's last answers (default: ${DEFAULT-VALUE}).")
    private Duration settle = Duration.ofSeconds(30);

    RecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(out.resolve(Capture.FRAMES)) || Files.exists(out.resolve(Capture.IDENTITIES))) {
            throw CommandFailure.usage("Invalid value for option '--out': " + out + " has a capture already");
        }
        DataFolder work = new DataFolder(out.resolve("recording"));
        // A capture holds no exports, so none are taken.
        IngestFeed feed = new IngestFeed(network.checked(new ExportOptions(work.exports(), 0)));
        Logs.to(work, root.verbose);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(work.kafka(), 0)) {
            record(kafka.bootstrapServers(), feed);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
        FileTree.delete(work.root());
        return ExitCode.OK.status();
    }

    private void record(String kafka, IngestFeed feed) throws IOException, InterruptedException {
        Signals signals = Signals.install();
        LiveLine line = new LiveLine(terminal);
        Recorder.makeTopics(kafka);
        Part ingest = feed.start(kafka);
        try (Recorder recorder = new Recorder(kafka, out)) {
            line.say("recording to " + out);
            long limit = frames == null ? Long.MAX_VALUE : frames;
            long end = System.nanoTime() + (duration == null ? Long.MAX_VALUE / 2 : duration.toNanos());
            long shown = 0;
            while (!signals.await(0) && recorder.frames() < limit && System.nanoTime() - end < 0) {
                recorder.record(limit);
                if (ingest.died().isDone()) {
                    throw new CommandFailure(
                            ExitCode.DIED, "ingest died: " + ingest.died().join());
                }
                if (System.nanoTime() - shown > STATUS_MILLIS * 1_000_000) {
                    line.show(status(recorder));
                    shown = System.nanoTime();
                }
            }
            settle(recorder, feed);
            line.say("recorded " + status(recorder) + " in " + out);
        } finally {
            ingest.stop().stop();
        }
    }

    /** The directory is asked while frames come; the last questions are still on their way. */
    private void settle(Recorder recorder, IngestFeed feed) throws IOException {
        long end = System.nanoTime() + settle.toNanos();
        int quiet = 0;
        while (quiet < 10 && System.nanoTime() - end < 0) {
            long before = recorder.observations();
            recorder.record(recorder.frames());
            long pending = feed.status()
                    .map(status -> (long) status.resolver().pending())
                    .orElse(0L);
            quiet = pending == 0 && recorder.observations() == before ? quiet + 1 : 0;
        }
    }

    private static String status(Recorder recorder) {
        return String.format(
                Locale.ROOT,
                "%,d frames, %,d observations of %,d DIDs",
                recorder.frames(),
                recorder.observations(),
                recorder.dids());
    }
}
