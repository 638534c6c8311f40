/**
 * The WebSocket side: one connection per relay, kept up, its messages taken as they come.
 *
 * <p>Deciders are pure ({@code MessageReader}, {@code CursorTrack}, {@code Liveness}, {@code ReconnectPolicy}); {@code
 * StreamSocket} and {@code Relay} run them against <a href="https://atproto.com/specs/event-stream">an event stream</a>.
 */
@NullMarked
package dev.sigwatch.ingest.stream;

import org.jspecify.annotations.NullMarked;
