package dev.sigwatch.audit.capture;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A capture folder opened for reading.
 *
 * @param identities what was observed of each DID, in the file's order
 */
public record Capture(Path frames, Map<String, List<IdentityObservation>> identities) {
    /** Name of the frames file. */
    public static final String FRAMES = "frames.cborseq";

    /** Name of the identities file. */
    public static final String IDENTITIES = "identities.jsonl";

    /**
     * Opens a capture and reads its identities; frames are read as they are asked for.
     *
     * @throws CaptureException if the folder is not a capture; the message says why
     */
    public static Capture open(Path folder) throws CaptureException {
        Path frames = folder.resolve(FRAMES);
        if (!Files.isRegularFile(frames)) {
            throw new CaptureException(folder + " is not a capture: it has no " + FRAMES, null);
        }
        Path identities = folder.resolve(IDENTITIES);
        return new Capture(frames, Files.exists(identities) ? read(identities) : Map.of());
    }

    private static Map<String, List<IdentityObservation>> read(Path file) throws CaptureException {
        Map<String, List<IdentityObservation>> byDid = new LinkedHashMap<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    IdentityObservation observation = IdentityLine.parse(line);
                    byDid.computeIfAbsent(observation.did(), did -> new ArrayList<>())
                            .add(observation);
                }
            }
        } catch (IOException e) {
            throw new CaptureException(file + ", line " + number + ": " + e.getMessage(), e);
        }
        return byDid;
    }

    /** A reader at the first frame. */
    public FrameSequence.Reader openFrames() throws CaptureException {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(frames), 1 << 16);
            return new FrameSequence.Reader(in);
        } catch (IOException e) {
            throw new CaptureException("cannot read " + frames + ": " + e.getMessage(), e);
        }
    }
}
