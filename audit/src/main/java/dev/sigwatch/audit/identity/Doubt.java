package dev.sigwatch.audit.identity;

/**
 * Something that did not fit, and may fit once the source has caught up.
 *
 * @param about what does not fit: {@code document}, {@code log}, {@code absence}, {@code witness}, {@code redirect}, {@code feed}, {@code
 *     unreadable} and what is, or {@code line} and the CID of an operation that the feed told of
 * @param source authority of the source
 * @param what a hash of what was served
 * @param since when it was first seen, microseconds since the epoch
 * @param isTold whether it became a finding
 */
public record Doubt(String about, String source, String what, long since, boolean isTold) {}
