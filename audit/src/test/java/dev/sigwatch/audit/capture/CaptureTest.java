package dev.sigwatch.audit.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    @Test
    void framesReadBackAsWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] large = new byte[6_000_000];
        Arrays.fill(large, (byte) 7);
        try (FrameSequence.Writer writer = new FrameSequence.Writer(out)) {
            writer.write(new CaptureFrame("relay.example", 1, 2, new byte[] {3}));
            writer.write(new CaptureFrame("relay.example", -1, Long.MAX_VALUE, large));
            writer.write(new CaptureFrame("", 9, 4, new byte[0]));
        }
        try (FrameSequence.Reader reader = new FrameSequence.Reader(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(reader.next())
                    .usingRecursiveComparison()
                    .isEqualTo(new CaptureFrame("relay.example", 1, 2, new byte[] {3}));
            CaptureFrame second = Objects.requireNonNull(reader.next());
            assertThat(second.seq()).isEqualTo(-1);
            assertThat(second.bytes()).isEqualTo(large);
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aFrameThatIsNotOneIsNamed() throws IOException {
        byte[] notFrames = {(byte) 0x84, 0x01};
        try (FrameSequence.Reader reader = new FrameSequence.Reader(new ByteArrayInputStream(notFrames))) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageStartingWith("frame 0");
        }
    }

    @Test
    void identitiesReadBackAsWritten() throws CaptureException {
        for (String body : new String[] {"{\"id\":\"did:plc:x\"}", "[1,2]", "not json", "\"text\"", ""}) {
            IdentityObservation observation = new IdentityObservation(
                    "did:plc:x",
                    IdentityObservation.Kind.DID_DOCUMENT,
                    "https://plc.example/did:plc:x",
                    5,
                    body.getBytes(StandardCharsets.UTF_8));
            IdentityObservation read = IdentityLine.parse(IdentityLine.format(observation));
            assertThat(new String(read.body(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(read).usingRecursiveComparison().ignoringFields("body").isEqualTo(observation);
        }
    }

    @Test
    void aFolderThatIsNoCaptureSaysWhy(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Capture.open(folder)).hasMessageContaining("has no frames.cborseq");
        Files.write(folder.resolve(Capture.FRAMES), new byte[0]);
        Files.writeString(folder.resolve(Capture.IDENTITIES), "{\"did\":1}\n");
        assertThatThrownBy(() -> Capture.open(folder)).hasMessageContaining("line 1");
    }
}
