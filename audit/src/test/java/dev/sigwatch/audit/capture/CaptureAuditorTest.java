package dev.sigwatch.audit.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Traffic of the official PDS, recorded: everything honest must come out proven. */
class CaptureAuditorTest {
    private static final Path REFERENCE = Path.of("../captures/reference-pds");

    @Test
    void everyHonestFrameIsVerified() throws CaptureException {
        TreeMap<String, Integer> counts = new TreeMap<>();
        List<String> notProven = new ArrayList<>();
        List<Long> order = new ArrayList<>();

        long frames = new CaptureAuditor(SignatureVerifiers.best(), (event, judgement) -> {
                    counts.merge(event.kind().wireName() + " " + judgement.verdict(), 1, Integer::sum);
                    order.add(event.facts().offset());
                    boolean committed = event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC;
                    Verdict expected = committed ? Verdict.VERIFIED : Verdict.NOTICE;
                    if (judgement.verdict() != expected) {
                        notProven.add(event.facts().seq() + " " + event.kind() + " " + judgement);
                    }
                })
                .audit(Capture.open(REFERENCE));

        System.out.println("reference capture: " + counts);
        assertThat(notProven).isEmpty();
        assertThat(order).hasSize((int) frames).isSorted();
        assertThat(frames).isGreaterThan(80);
    }
}
