package dev.sigwatch.audit.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registry records as the official PDS stored and sent them: nothing is wrong with any, and every image is bound to its bytes. */
class RegistryRecordsTest {
    private static final Path FRAMES = Path.of("../captures/reference-pds", Capture.FRAMES);

    @Test
    void recordsOfTheReferenceAreAsTheyShouldBe() throws IOException {
        List<RecordFacts> records = records();
        assertThat(records).hasSizeGreaterThan(50);
        for (RecordFacts record : records) {
            assertThat(record.findings().stream().map(Finding::toString))
                    .as(record.path() + " " + record.json())
                    .isEmpty();
            boolean isImage = record.collection().equals("io.atcr.manifest")
                    && !record.json().isEmpty();
            assertThat(record.registry().binding()).isEqualTo(isImage ? Binding.BOUND : Binding.NONE);
            assertThat(record.registry().era().isEmpty())
                    .isEqualTo(record.json().isEmpty());
        }
        assertThat(records)
                .filteredOn(record -> !record.tag().isEmpty())
                .isNotEmpty()
                .allSatisfy(tag -> assertThat(tag.manifestUri())
                        .isEqualTo("at://" + tag.registry().targetDid() + "/io.atcr.manifest/"
                                + tag.registry().targetDigest().substring("sha256:".length())));
    }

    private static List<RecordFacts> records() throws IOException {
        List<RecordFacts> records = new ArrayList<>();
        try (FrameSequence.Reader reader = new FrameSequence.Reader(Files.newInputStream(FRAMES))) {
            for (CaptureFrame frame = reader.next(); frame != null; frame = reader.next()) {
                Frame sent = new Frame(frame.host(), frame.seq(), -1, true, frame.receivedAt(), frame.bytes());
                records.addAll(FrameAuditor.check(sent, 0, 0).records());
            }
        }
        return records;
    }
}
