package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureAuditor;
import dev.sigwatch.audit.capture.CaptureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded traffic of the official PDS through every real part gives the rows that the pure checks give. */
class ReplayTest {
    private static final Path CAPTURE = Path.of("../captures/reference-pds");

    @Test
    void theWholePipelineConcludesWhatTheChecksAloneConclude(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        SigwatchProcess.Finished replayed =
                SigwatchProcess.run(data, "replay", CAPTURE.toString(), "--http-port", "0", "--clickhouse-port", "0");
        assertThat(replayed.exit()).as(replayed.output()).isZero();

        List<String> expected = expected();
        assertThat(rows(data)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(80);
    }

    private static List<String> rows(Path data) throws Exception {
        SigwatchProcess.Finished rows = SigwatchProcess.run(
                data,
                "query",
                "SELECT host, seq, did, kind, rev, verdict, signature, tree, chain, arrayStringConcat(findings, '+') "
                        + "FROM verdicts",
                "--format",
                "TabSeparated");
        assertThat(rows.exit()).as(rows.output()).isZero();
        return rows.output().lines().filter(line -> line.contains("\t")).toList();
    }

    private static List<String> expected() throws CaptureException {
        List<String> lines = new ArrayList<>();
        new CaptureAuditor(
                        SignatureVerifiers.best(),
                        (event, judgement) -> lines.add(String.join(
                                "\t",
                                event.facts().host(),
                                Long.toString(event.facts().seq()),
                                event.did(),
                                event.kind().wireName(),
                                event.rev(),
                                judgement.verdict().name(),
                                judgement.signature().wireName(),
                                judgement.tree().wireName(),
                                judgement.chain().wireName(),
                                findings(judgement))))
                .audit(Capture.open(CAPTURE));
        return lines;
    }

    private static String findings(Judgement judgement) {
        return judgement.findings().stream()
                .map(finding -> finding.code().name())
                .collect(Collectors.joining("+"));
    }
}
