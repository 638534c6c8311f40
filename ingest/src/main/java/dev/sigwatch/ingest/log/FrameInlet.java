package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.stream.FrameRoute;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One connection's way into the frame log. Not safe for use by several threads.
 *
 * <p>When the log fails, everything not committed is forgotten and its inlets take nothing more; the source then opens a new one
 * and goes on from {@link #resumeAt}.
 */
public final class FrameInlet {
    private final FrameLog log;
    private final LogSession session;
    private final String source;
    private final OptionalLong resumeAt;
    private final boolean direct;
    private final Map<String, Long> highest = new HashMap<>();

    FrameInlet(FrameLog log, LogSession session, String source, OptionalLong resumeAt, boolean direct) {
        this.log = log;
        this.session = session;
        this.source = source;
        this.resumeAt = resumeAt;
        this.direct = direct;
    }

    /** The position of the last frame that the log has of this source; empty if it has none. */
    public OptionalLong resumeAt() {
        return resumeAt;
    }

    /**
     * Appends a frame, waiting while the log has too much in hand.
     *
     * @param host the stream's host
     * @param bytes the frame; never written to afterwards
     * @param receivedAt microseconds since the epoch
     * @param position where the source goes on after this frame, -1 to leave that as it is
     * @return false if this inlet takes nothing more
     */
    public boolean append(String host, byte[] bytes, long receivedAt, long position) throws InterruptedException {
        return append(host, log.route(bytes), bytes, receivedAt, position);
    }

    /** As {@link #append(String, byte[], long, long)}, for a frame whose route is known already. */
    public boolean append(String host, FrameRoute route, byte[] bytes, long receivedAt, long position)
            throws InterruptedException {
        long previous = highest.getOrDefault(host, -1L);
        Arrival arrival = new Arrival(source, host, route, previous, position, receivedAt, bytes, direct);
        if (!session.append(arrival)) {
            return false;
        }
        if (route.seq() > previous) {
            highest.put(host, route.seq());
        }
        return true;
    }
}
