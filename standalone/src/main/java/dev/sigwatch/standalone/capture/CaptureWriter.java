package dev.sigwatch.standalone.capture;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureFrame;
import dev.sigwatch.audit.capture.FrameSequence;
import dev.sigwatch.audit.capture.IdentityLine;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a new capture folder. */
final class CaptureWriter implements AutoCloseable {
    private final FrameSequence.Writer frames;
    private final BufferedWriter identities;

    /** @throws FileAlreadyExistsException if the folder has a capture already */
    CaptureWriter(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.frames = new FrameSequence.Writer(new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(Capture.FRAMES), StandardOpenOption.CREATE_NEW)));
        this.identities = Files.newBufferedWriter(folder.resolve(Capture.IDENTITIES), StandardOpenOption.CREATE_NEW);
    }

    void write(Frame frame) throws IOException {
        frames.write(new CaptureFrame(frame.host(), frame.seq(), frame.receivedAt(), frame.bytes()));
    }

    void write(IdentityObservation observation) throws IOException {
        identities.write(IdentityLine.format(observation));
        identities.write('\n');
    }

    @Override
    public void close() throws IOException {
        frames.close();
        identities.close();
    }
}
