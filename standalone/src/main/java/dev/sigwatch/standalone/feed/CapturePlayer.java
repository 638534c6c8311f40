package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureFrame;
import dev.sigwatch.audit.capture.FrameSequence;
import dev.sigwatch.ingest.log.FrameInlet;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.log.LogClosedException;
import java.io.IOException;
import java.util.Optional;

/** Writes a capture's frames to a frame log, in their order. */
record CapturePlayer(Capture capture) {
    /** Names the position of what was played. */
    private static final String SOURCE = "replay";

    /**
     * Plays all that the log does not have yet.
     *
     * @return how many frames the capture has
     * @throws IOException if the capture cannot be read to its end
     */
    long play(FrameLog log) throws IOException, LogClosedException, InterruptedException {
        Optional<Long> frames = Optional.empty();
        while (frames.isEmpty()) {
            frames = play(log.open(SOURCE));
        }
        return frames.get();
    }

    /** Plays from the inlet's position on; empty if the log failed on the way and must be opened again. */
    private Optional<Long> play(FrameInlet inlet) throws IOException, InterruptedException {
        long played = inlet.resumeAt().orElse(0);
        long index = 0;
        try (FrameSequence.Reader frames = capture.openFrames()) {
            for (CaptureFrame frame = frames.next(); frame != null; frame = frames.next()) {
                index++;
                if (index > played && !inlet.append(frame.host(), frame.bytes(), frame.receivedAt(), index)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(index);
    }
}
