package dev.sigwatch.audit.capture;

import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.audit.stream.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes frames of captured ones: what ingest knows of a live stream, reconstructed from the order of the capture. */
public final class StreamPosition {
    private final Map<String, Long> highestSeq = new HashMap<>();
    private final Set<String> publishers = new HashSet<>();

    /** The next frame, with its host's sequence so far and whether its DID has published by now. */
    public Frame next(CaptureFrame captured) {
        FrameRoute route = FrameRoute.peek(captured.bytes());
        if (route.touchesAtcr()) {
            publishers.add(route.did());
        }
        long previous = highestSeq.getOrDefault(captured.host(), -1L);
        highestSeq.merge(captured.host(), captured.seq(), Math::max);
        return new Frame(
                captured.host(),
                captured.seq(),
                previous,
                publishers.contains(route.did()),
                captured.receivedAt(),
                captured.bytes());
    }
}
