package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureAuditor;
import dev.sigwatch.audit.capture.CaptureException;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Audits a capture with the pure part alone: no Kafka, Flink or ClickHouse.",
        description = {
            "One line per frame in capture order.",
            "Exits with 0 if there is no violation, 1 if there is any, 2 if the capture cannot be read."
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);

    @Parameters(paramLabel = "CAPTURE", description = "A folder with frames.cborseq and identities.jsonl.")
    private Path folder = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the lines (default: ${DEFAULT-VALUE}).")
    private Form form = Form.text;

    @Option(
            names = "--measure",
            description =
                    "Also audit once before, unseen, to warm up; then say how fast it was, beside the bare signature checks.")
    private boolean measure;

    /** As written on the command line. */
    @SuppressWarnings("EnumNaming")
    enum Form {
        text,
        json
    }

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        // Flushed line by line, a large capture takes several times as long.
        PrintWriter lines = new PrintWriter(new BufferedWriter(terminal.out()), false);
        SignatureVerifier verifier = SignatureVerifiers.best();
        JudgingRate rate = new JudgingRate(verifier);
        CaptureAuditor auditor = new CaptureAuditor(verifier, (event, judgement) -> {
            counts.merge(judgement.verdict(), 1L, Long::sum);
            lines.println(form == Form.json ? json(event, judgement) : text(event, judgement));
        });
        try {
            Capture capture = Capture.open(folder);
            if (measure) {
                new CaptureAuditor(verifier, rate::judged).audit(capture);
            }
            long begun = System.nanoTime();
            long frames = auditor.audit(capture);
            lines.flush();
            long nanos = System.nanoTime() - begun;
            terminal.err().println(summary(frames));
            if (measure) {
                terminal.err().println(rate.compare(frames, nanos));
            }
        } catch (CaptureException e) {
            lines.flush();
            throw new CommandFailure(ExitCode.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
        return (counts.containsKey(Verdict.VIOLATION) ? ExitCode.FOUND : ExitCode.OK).status();
    }

    private String summary(long frames) {
        StringJoiner parts = new StringJoiner(", ");
        counts.forEach((verdict, count) -> parts.add(String.format(Locale.ROOT, "%,d %s", count, verdict)));
        return String.format(Locale.ROOT, "%,d frames: %s", frames, parts);
    }

    private static String text(CheckedEvent event, Judgement judgement) {
        StringJoiner line = new StringJoiner(" ");
        line.add(event.facts().host())
                .add(Long.toString(event.facts().seq()))
                .add(event.did().isEmpty() ? "-" : event.did())
                .add(event.kind().wireName())
                .add(event.rev().isEmpty() ? "-" : event.rev())
                .add(judgement.verdict().name());
        judgement.findings().forEach(finding -> line.add(finding.code().name()));
        return line.toString();
    }

    private static String json(CheckedEvent event, Judgement judgement) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("host", event.facts().host())
                .put("seq", event.facts().seq())
                .put("did", event.did())
                .put("kind", event.kind().wireName())
                .put("rev", event.rev())
                .put("verdict", judgement.verdict().name())
                .put("signature", judgement.signature().wireName())
                .put("tree", judgement.tree().wireName())
                .put("chain", judgement.chain().wireName());
        ArrayNode findings = line.putArray("findings");
        for (Finding finding : judgement.findings()) {
            findings.add(finding.code().name());
        }
        return line.toString();
    }
}
