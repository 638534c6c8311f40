package dev.sigwatch.ingest.stream;

/**
 * A look at one relay's stream.
 *
 * @param host names the stream
 * @param connected whether it is up now
 * @param detail how the last connection ended, or why none can be made; empty while all is well
 * @param notice the last {@code #info} or error name the host sent, empty for none
 * @param connections made since start
 * @param received frames since start
 * @param receivedBytes of those frames
 * @param cut messages longer than the stream's limit, kept only in part
 * @param cursor where the next connection goes on, -1 for live
 * @param lastAt when the newest frame came, microseconds since the epoch; 0 for never
 * @param lagMicros our clock minus the newest frame's own time, 0 where unknown
 */
public record RelayStatus(
        String host,
        boolean connected,
        String detail,
        String notice,
        long connections,
        long received,
        long receivedBytes,
        long cut,
        long cursor,
        long lastAt,
        long lagMicros) {}
