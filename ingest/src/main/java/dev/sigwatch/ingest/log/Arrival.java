package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.stream.FrameRoute;

/**
 * A frame on its way to the ledger.
 *
 * @param source whose cursor it moves
 * @param host the stream's host
 * @param previousSeq highest sequence number the connection delivered before, -1 for none
 * @param position where the source goes on after this frame, -1 to leave that as it is
 * @param receivedAt microseconds since the epoch
 * @param direct whether the stream is a PDS's own
 */
record Arrival(
        String source,
        String host,
        FrameRoute route,
        long previousSeq,
        long position,
        long receivedAt,
        byte[] bytes,
        boolean direct) {}
