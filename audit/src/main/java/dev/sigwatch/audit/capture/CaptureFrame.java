package dev.sigwatch.audit.capture;

/**
 * One recorded frame.
 *
 * @param seq -1 where unreadable
 * @param receivedAt microseconds since the epoch
 */
public record CaptureFrame(String host, long seq, long receivedAt, byte[] bytes) {}
